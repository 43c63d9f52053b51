// Insert, look up and overwrite string keys of a map.
package main

import (
	"fmt"
	"strconv"
)

const SIZE = 1000000

func main() {
	n := SIZE
	table := map[string]int{}
	for i := 0; i < n; i++ {
		table["k"+strconv.Itoa(i)] = i
	}
	sum := 0
	for i := 0; i < n; i++ {
		sum += table["k"+strconv.Itoa((i*7368787)%n)]
	}
	for i := 0; i < n; i += 2 {
		table["k"+strconv.Itoa(i)] = 1
	}
	rest := 0
	for _, value := range table {
		rest += value
	}
	fmt.Println("maps", n, len(table), sum, rest)
}
