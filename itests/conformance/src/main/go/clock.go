package main

import (
	"time"
)

// originMs is where the trace format's clock starts, in milliseconds since the epoch. It lies after
// the real now, at which Sentinel's global inbound node is born.
const originMs = 2_000_000_000_000

// virtualClock is a util.Clock that stands still: a trace moves it, and a wait is noted, not slept.
type virtualClock struct {
	nanos  int64
	waited int64
}

func (c *virtualClock) Now() time.Time            { return time.Unix(0, c.nanos) }
func (c *virtualClock) Sleep(d time.Duration)     { c.waited += int64(d) }
func (c *virtualClock) CurrentTimeMillis() uint64 { return uint64(c.nanos / 1e6) }
func (c *virtualClock) CurrentTimeNano() uint64   { return uint64(c.nanos) }

// set moves the clock to a time of a trace, in nanoseconds after the origin.
func (c *virtualClock) set(at int64) { c.nanos = originMs*1e6 + at }

// takeWait gives what was waited since the last call, in nanoseconds.
func (c *virtualClock) takeWait() int64 {
	waited := c.waited
	c.waited = 0
	return waited
}
