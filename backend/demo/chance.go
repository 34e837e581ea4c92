package demo

import "math/rand/v2"

// mix spreads the bits of x, so that neighbours share nothing (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Streams of chance of one order; each decides another side of it, so that one can be drawn without the others.
const (
	streamPlan uint64 = iota + 1
	streamFacts
	streamFaults
)

// chance draws for one order: equal seeds give equal draws, whatever was drawn for other orders.
type chance struct{ pcg rand.PCG }

func drawing(seed, stream, order uint64) chance {
	var c chance
	c.pcg.Seed(mix(seed^mix(stream)), mix(order))
	return c
}

// below gives a number in [0, n).
func (c *chance) below(n int) int { return int(c.pcg.Uint64() >> 11 % uint64(n)) }

// between gives a number in [from, to].
func (c *chance) between(from, to int) int { return from + c.below(to-from+1) }

// fraction gives a number in [0, 1).
func (c *chance) fraction() float64 { return float64(c.pcg.Uint64()>>11) / (1 << 53) }

// oneIn says yes once in n draws.
func (c *chance) oneIn(n int) bool { return c.below(n) == 0 }

func pick[T any](c *chance, from []T) T { return from[c.below(len(from))] }
