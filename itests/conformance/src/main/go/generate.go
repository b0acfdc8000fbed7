package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strconv"
)

// testCase is one rule set with its trace, wholly determined by a seed and its number.
type testCase struct {
	seed   int64
	number int64
	kind   string
	r      *random
	base   int64 // nanoseconds after the origin
}

// caseSpanMs is the room of one case on the clock: its trace is far shorter, so that Sentinel's
// inbound windows are empty when the next one begins.
const caseSpanMs = 400_000_000

// kinds are what cases are made of; a mixture has rules of several at once.
var kinds = []string{
	"flow", "flow", "throttling", "throttling", "warmUp", "warmUp", "memoryAdaptive", "associated",
	"isolation", "hotspotReject", "hotspotReject", "hotspotThrottling", "hotspotThrottling",
	"hotspotConcurrency", "slowRatio", "errorRatio", "errorCount", "system", "system",
	"patternFlow", "patternIsolation",
	"mixture", "mixture", "mixture", "mixture",
}

// outlierKind is of cases that only a Sentinel newer than v1.0.4 knows, and whose lines are their own.
const outlierKind = "outlier"

func caseOf(seed, number int64, kind string) *testCase {
	r := &random{state: uint64(seed)}
	r.state = r.next() ^ (uint64(number) * 0xd1342543de82ef95)
	r.next()
	c := &testCase{seed: seed, number: number, r: r, kind: kinds[r.below(len(kinds))]}
	if kind != "" {
		c.kind = kind
	}
	start := number*caseSpanMs + int64(r.below(100_000))
	c.base = start * 1e6
	return c
}

// header is the line before the lines of a case.
type header struct {
	Case int64  `json:"case"`
	Seed int64  `json:"seed"`
	Kind string `json:"kind"`
}

type rulesLine struct {
	At    json.Number `json:"at"`
	Rules *ruleSet    `json:"rules"`
}

// generate prints a case: its header, its rules, its trace, each enter followed by its decision. It
// gives the number of decisions.
func generate(s *session, out *bufio.Writer, c *testCase) (int, error) {
	if err := s.reset(); err != nil {
		return 0, err
	}
	s.clock.set(c.base)
	t := newTraffic(s, out, c)
	if err := t.json(header{Case: c.number, Seed: c.seed, Kind: c.kind}); err != nil {
		return 0, err
	}
	count, err := t.run()
	if err == nil && t.now > c.base+(caseSpanMs-200_000)*1e6 {
		err = fmt.Errorf("the trace is longer than its room on the clock")
	}
	return count, err
}

func (t *traffic) json(value interface{}) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	t.out.Write(text)
	return t.out.WriteByte('\n')
}

// replace prints the line that puts rules in force, and does it.
func (t *traffic) replace(rules *ruleSet) error {
	at := json.Number(appendMillis(nil, t.now))
	if err := t.json(rulesLine{At: at, Rules: rules}); err != nil {
		return err
	}
	t.session.clock.set(t.now)
	return t.session.replace(rules)
}

// appendEnter writes an enter as a line of a trace.
func appendEnter(out []byte, at int64, e *enterLine) []byte {
	out = append(out, `{"at":`...)
	out = appendMillis(out, at)
	out = append(out, `,"enter":"`...)
	out = append(out, e.resource...)
	out = append(out, `","id":"`...)
	out = append(out, e.id...)
	out = append(out, '"')
	if e.batch != 1 {
		out = append(out, `,"batch":`...)
		out = strconv.AppendUint(out, uint64(e.batch), 10)
	}
	if len(e.args) > 0 {
		out = append(out, `,"args":[`...)
		for i, arg := range e.args {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendValue(out, arg)
		}
		out = append(out, ']')
	}
	if len(e.attachments) > 0 {
		out = append(out, `,"attachments":{`...)
		first := true
		for _, key := range paramKeys {
			value, has := e.attachments[key]
			if !has {
				continue
			}
			if !first {
				out = append(out, ',')
			}
			first = false
			out = strconv.AppendQuote(out, key)
			out = append(out, ':')
			out = appendValue(out, value)
		}
		out = append(out, '}')
	}
	if e.inbound {
		out = append(out, `,"traffic":"inbound"`...)
	}
	return append(out, "}\n"...)
}

func appendValue(out []byte, value interface{}) []byte {
	switch v := value.(type) {
	case string:
		return strconv.AppendQuote(out, v)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case bool:
		return strconv.AppendBool(out, v)
	case float64:
		return strconv.AppendFloat(out, v, 'g', -1, 64)
	default:
		return append(out, "null"...)
	}
}

func appendExit(out []byte, at int64, e *exitLine) []byte {
	out = append(out, `{"at":`...)
	out = appendMillis(out, at)
	out = append(out, `,"exit":"`...)
	out = append(out, e.id...)
	out = append(out, '"')
	if e.failed {
		out = append(out, `,"error":true`...)
	}
	return append(out, "}\n"...)
}

func mustJSON(value interface{}) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}
