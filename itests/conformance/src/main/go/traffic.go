package main

import (
	"bufio"
	"container/heap"
	"strconv"
)

var stringValues = []string{"a", "b", "c", "d", "e", "hot", "", "ü"}

// traffic makes the trace of a case while Sentinel decides on it: an exit follows only what passed.
type traffic struct {
	*testCase
	session   *session
	out       *bufio.Writer
	text      []byte
	resources []string
	patterns  string
	rules     *ruleSet
	serial    int
	now       int64 // nanoseconds after the origin
	pending   exits
	decisions int

	replacing bool // the rules
	fractions bool // times with fractions of a millisecond
	pace      int
	failing   int // of a hundred exits
	slowest   int // ms
	inbound   int // of a hundred entries
}

func newTraffic(s *session, out *bufio.Writer, c *testCase) *traffic {
	t := &traffic{testCase: c, session: s, out: out, now: c.base, resources: resourceNames(c.r)}
	t.fractions = c.r.chance(25)
	t.inbound = pick(c.r, 0, 50, 100)
	if c.kind == "system" {
		t.inbound = pick(c.r, 80, 100)
	}
	return t
}

// run makes a trace of several phases, each with its own pace, failures and response times; between
// some of them the rules are replaced.
func (t *traffic) run() (int, error) {
	t.replacing = t.r.chance(40)
	if knowsPatterns {
		t.replacing = false
	}
	t.rules = t.rulesOf()
	if err := t.replace(t.rules); err != nil {
		return 0, err
	}
	for phase := t.r.between(2, 8); phase > 0; phase-- {
		t.pace = t.r.below(7)
		t.failing = pick(t.r, 0, 0, 10, 30, 50, 100)
		t.slowest = pick(t.r, 0, 5, 30, 120, 600, 3000)
		t.signal(30)
		for n := t.r.between(10, 120); n > 0; n-- {
			t.step()
		}
		if t.replacing && t.r.chance(60) {
			t.rules = t.change(t.rules)
			if err := t.replace(t.rules); err != nil {
				return 0, err
			}
		}
	}
	if t.r.chance(70) {
		t.drain(t.now + 10_000*1e6)
	}
	return t.decisions, nil
}

func (t *traffic) step() {
	t.move(t.now + t.gap())
	t.signal(2)
	t.enter()
	if t.r.chance(1) {
		t.exitOf(&exitLine{id: "nobody"})
	}
}

// gap is the time to the next entry in nanoseconds, by the pace of the phase.
func (t *traffic) gap() int64 {
	r := t.r
	ms := int64(0)
	switch t.pace {
	case 0:
		ms = int64(pick(r, 0, 0, 0, 0, 1))
	case 1:
		ms = int64(r.between(0, 8))
	case 2:
		ms = int64(r.between(0, 60))
	case 3:
		ms = int64(r.between(20, 500))
	case 4:
		ms = int64(r.between(100, 3000))
	case 5:
		return t.edge() - t.now
	default:
		if r.chance(90) {
			ms = int64(r.between(0, 20))
		} else {
			ms = int64(pick(r, 490, 999, 1000, 5000, 12_000, 61_000, 600_000, 3_600_000))
		}
	}
	nanos := ms * 1e6
	if t.fractions {
		nanos += int64(r.below(1000)) * int64(pick(r, 1, 1000))
	}
	return nanos
}

// edge is the next end of some window, a millisecond before it, or one after it.
func (t *traffic) edge() int64 {
	width := int64(pick(t.r, 100, 250, 333, 500, 500, 700, 1000, 1000, 1500, 5000, 10000))
	now := originMs + t.now/1e6
	at := (now/width+1)*width + int64(pick(t.r, -1, 0, 0, 0, 1)) - originMs
	if at*1e6 < t.now {
		return t.now
	}
	return at * 1e6
}

// move lets time pass; what ends meanwhile exits.
func (t *traffic) move(to int64) {
	t.drain(to)
	t.now = to
}

func (t *traffic) drain(to int64) {
	for len(t.pending) > 0 && t.pending[0].at <= to {
		next := heap.Pop(&t.pending).(pendingExit)
		if next.at > t.now {
			t.now = next.at
		}
		t.exitOf(&exitLine{id: next.id, failed: next.failed})
	}
}

func (t *traffic) exitOf(e *exitLine) {
	t.text = appendExit(t.text[:0], t.now, e)
	t.out.Write(t.text)
	t.session.clock.set(t.now)
	t.session.exit(e.id, e.failed)
}

func (t *traffic) enter() {
	r := t.r
	t.decisions++
	e := &enterLine{resource: pick(r, t.resources...), id: "e" + strconv.Itoa(t.decisions),
		batch: 1, inbound: r.chance(t.inbound)}
	if r.chance(12) {
		e.batch = uint32(pick(r, 2, 2, 3, 5, 11))
	} else if r.chance(1) {
		e.batch = pick[uint32](r, 0, 0, 0, 0, 1000, 1<<31, 1<<32-1)
	}
	if len(t.rules.Hotspot) > 0 || r.chance(5) {
		t.fillArguments(e)
	}
	t.session.clock.set(t.now)
	t.text = appendEnter(t.text[:0], t.now, e)
	d := t.session.enter(e)
	t.text = appendDecision(t.text, e.id, d)
	t.out.Write(t.text)
	if d.verdict != "block" && !r.chance(4) {
		t.schedule(e.id)
	}
}

func (t *traffic) fillArguments(e *enterLine) {
	r := t.r
	for n := pick(r, 0, 1, 1, 1, 2, 3); n > 0; n-- {
		e.args = append(e.args, t.value())
	}
	if r.chance(40) {
		e.attachments = map[interface{}]interface{}{pick(r, paramKeys...): t.value()}
	}
}

func (t *traffic) value() interface{} {
	r := t.r
	switch r.below(12) {
	case 0:
		return r.chance(50)
	case 1:
		return pick(r, 1.5, 2.25, 0.33333, 0.333333, 0.001, 12345.6789)
	case 2:
		return nil
	case 3, 4, 5:
		return r.between(-2, 6)
	default:
		return pick(r, stringValues...)
	}
}

func (t *traffic) schedule(id string) {
	r := t.r
	after := int64(0)
	if t.slowest > 0 {
		after = int64(r.between(0, t.slowest)) * 1e6
	}
	if r.chance(3) {
		after = int64(r.between(1000, 70_000)) * 1e6
	}
	if after == 0 && r.chance(50) {
		t.exitOf(&exitLine{id: id, failed: r.chance(t.failing)})
		return
	}
	heap.Push(&t.pending, pendingExit{at: t.now + after, id: id, failed: r.chance(t.failing)})
}

// signal tells, in so many of a hundred calls, what the host measures now.
func (t *traffic) signal(percent int) {
	r := t.r
	if !t.listens() || !r.chance(percent) {
		return
	}
	s := &signalLine{}
	if r.chance(60) {
		load := pick[float64](r, 0, 0.5, 1, 1.5, 3, 8)
		s.Load = &load
	}
	if r.chance(60) {
		usage := pick[float64](r, 0, 0.2, 0.5, 0.9, 1)
		s.CPUUsage = &usage
	}
	if r.chance(60) {
		memory := int64(r.between(0, 7000))
		s.MemoryBytes = &memory
	}
	t.text = append(t.text[:0], `{"at":`...)
	t.text = appendMillis(t.text, t.now)
	t.text = append(t.text, `,"signal":`...)
	t.out.Write(t.text)
	t.out.Write(mustJSON(s))
	t.out.WriteString("}\n")
	t.session.signal(s)
}

// listens says whether a rule asks for the host's signals.
func (t *traffic) listens() bool {
	if t.rules == nil {
		return false
	}
	for _, rule := range t.rules.Flow {
		if rule.TokenCalculateStrategy == 2 {
			return true
		}
	}
	return len(t.rules.System) > 0
}

// pendingExit is an exit to come; exits are ordered by time, then as they were made.
type pendingExit struct {
	at     int64
	id     string
	failed bool
}

type exits []pendingExit

func (e exits) Len() int { return len(e) }
func (e exits) Less(i, j int) bool {
	return e[i].at < e[j].at
}
func (e exits) Swap(i, j int)       { e[i], e[j] = e[j], e[i] }
func (e *exits) Push(x interface{}) { *e = append(*e, x.(pendingExit)) }
func (e *exits) Pop() interface{} {
	old := *e
	last := old[len(old)-1]
	*e = old[:len(old)-1]
	return last
}
