package main

// random is splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators): the
// same numbers from the same seed with every version of Go.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// below gives 0 to n-1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// between gives low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// chance is true in so many of a hundred calls.
func (r *random) chance(percent int) bool { return r.below(100) < percent }

// unit gives 0 up to, not including, 1.
func (r *random) unit() float64 { return float64(r.next()>>11) / (1 << 53) }

func pick[T any](r *random, values ...T) T { return values[r.below(len(values))] }
