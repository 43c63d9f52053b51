// Sort a permutation of ints and their texts with the library's sort.
package main

import (
	"fmt"
	"sort"
	"strconv"
)

const SIZE = 1000000

func numbers(n int) []int {
	all := []int{}
	for i := 0; i < n; i++ {
		all = append(all, (i*7368787)%n)
	}
	return all
}

func main() {
	ints := numbers(SIZE)
	sort.Ints(ints)
	inversions := 0
	for i := 1; i < SIZE; i++ {
		if ints[i-1] > ints[i] {
			inversions++
		}
	}
	texts := []string{}
	for _, v := range numbers(SIZE) {
		texts = append(texts, "t"+strconv.Itoa(v+SIZE))
	}
	sort.Strings(texts)
	fmt.Println("sorts", SIZE, ints[0], ints[SIZE/2], ints[SIZE-1], inversions, texts[0], texts[SIZE-1])
}
