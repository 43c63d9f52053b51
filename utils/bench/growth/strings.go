// Build a long text in a builder, then split and join it.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

const SIZE = 1000000

func main() {
	var b strings.Builder
	for i := 0; i < SIZE; i++ {
		b.WriteString("item ")
		b.WriteString(strconv.Itoa(i))
		b.WriteByte(',')
	}
	text := b.String()
	parts := strings.Split(text, ",")
	joined := strings.Join(parts, ";")
	fmt.Println("strings", SIZE, len(text), len(parts), len(joined), parts[SIZE-1])
}
