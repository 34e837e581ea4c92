package payload

import "sort"

const (
	stride    = 128      // every so many lines the place is remembered
	atOnce    = 16 << 20 // bytes that are read for one answer, beyond the lines asked for
	mostAhead = 4        // answers' worth of bytes to reach lines that were asked for
)

// cursor is a place where a line may begin.
type cursor struct {
	at    int
	depth int
}

// bounds is a line: its bytes, how deep it is nested, and whether lines belong inside of it.
type bounds struct {
	start, end int
	depth      int
	opens      bool
}

// layout finds the line at a place, and the place of the next; more is false where there is none.
type layout func(body []byte, from cursor) (line bounds, next cursor, more bool)

// index finds lines by their number. It grows as far as lines are asked for.
type index struct {
	body  []byte
	next  layout
	marks []cursor // of every stride-th line
	tail  cursor
	lines int
	done  bool
}

// reach reads on until a line is known, or the end; it gives up after so many bytes.
func (x *index) reach(line, bytes int) {
	for stop := x.tail.at + bytes; x.lines <= line && !x.done && x.tail.at <= stop; {
		_, next, more := x.next(x.body, x.tail)
		if !more {
			x.done = true
			return
		}
		if x.lines%stride == 0 {
			x.marks = append(x.marks, x.tail)
		}
		x.lines++
		x.tail = next
	}
}

// each gives lines from one on, as far as they are known, until it says no.
func (x *index) each(from int, give func(n int, line bounds) bool) {
	if from < 0 || from >= x.lines {
		return
	}
	place := x.marks[from/stride]
	for n := from / stride * stride; n < x.lines; n++ {
		line, next, more := x.next(x.body, place)
		if !more || n >= from && !give(n, line) {
			return
		}
		place = next
	}
}

// at is the number of the line that holds an offset.
func (x *index) at(offset int) int {
	for !x.done && x.tail.at <= offset {
		x.reach(x.lines, atOnce)
	}
	mark := max(0, sort.Search(len(x.marks), func(i int) bool { return x.marks[i].at > offset })-1)
	found := mark * stride
	x.each(found, func(n int, line bounds) bool {
		if line.start <= offset {
			found = n
		}
		return line.end <= offset
	})
	return found
}

// end is the last line that belongs inside of one that opens: the one that closes it.
func (x *index) end(line int) int {
	end, depth := line, -1
	for from := line; ; from = end + 1 {
		x.reach(from+stride, atOnce)
		over, seen := false, false
		x.each(from, func(n int, l bounds) bool {
			seen = true
			if depth < 0 {
				depth = l.depth
				over = !l.opens
				return !over
			}
			over = l.depth <= depth
			end = n
			return !over
		})
		if over || !seen {
			return end
		}
	}
}
