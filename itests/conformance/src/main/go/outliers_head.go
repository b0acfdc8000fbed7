//go:build head

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"

	"github.com/alibaba/sentinel-golang/api"
	"github.com/alibaba/sentinel-golang/core/base"
	"github.com/alibaba/sentinel-golang/core/circuitbreaker"
	"github.com/alibaba/sentinel-golang/core/outlier"
)

// Outlier ejection, under a virtual clock. Sentinel forgets nodes and asks them by timers of the real
// clock, which a case does not live to see: what is compared is who is left out, who is to be probed,
// and what replaced rules keep. A case's rule stays, for a goroutine of Sentinel's reads it later, and
// ends the process when it is gone.

// outlierRule is the rule with Sentinel's names, as a trace has it.
type outlierRule struct {
	breakerRule
	EnableActiveRecovery bool    `json:"enableActiveRecovery,omitempty"`
	MaxEjectionPercent   float64 `json:"maxEjectionPercent"`
	RecoveryIntervalMs   uint32  `json:"recoveryIntervalMs,omitempty"`
	MaxRecoveryAttempts  uint32  `json:"maxRecoveryAttempts,omitempty"`
}

func (r outlierRule) convert() *outlier.Rule {
	return &outlier.Rule{
		Rule:                 r.breakerRule.convert(),
		EnableActiveRecovery: r.EnableActiveRecovery,
		MaxEjectionPercent:   r.MaxEjectionPercent,
		RecoveryIntervalMs:   r.RecoveryIntervalMs,
		MaxRecoveryAttempts:  r.MaxRecoveryAttempts,
		RecoveryCheckFunc:    func(string) bool { return false },
	}
}

type outlierRulesLine struct {
	At    json.Number `json:"at"`
	Rules struct {
		Outlier []outlierRule `json:"outlier"`
	} `json:"rules"`
}

// ejectLine asks which nodes to leave out, and has Sentinel's answer: those, and whom to probe.
type ejectLine struct {
	At       json.Number `json:"at"`
	Eject    string      `json:"eject"`
	Out      []string    `json:"out,omitempty"`
	HalfOpen []string    `json:"halfOpen,omitempty"`
}

type completeLine struct {
	At       json.Number `json:"at"`
	Complete string      `json:"complete"`
	Node     string      `json:"node"`
	RtMs     int64       `json:"rtMs"`
	Error    bool        `json:"error,omitempty"`
}

// outliers makes the trace of a case: calls of one service, each of which ends at some node.
type outliers struct {
	*traffic
	resource string
	chain    *base.SlotChain
	calls    []outlierCall
}

type outlierCall struct {
	entry  *base.SentinelEntry
	start  int64
	end    int64
	node   string
	failed bool
}

func generateOutliers(s *session, out *bufio.Writer, c *testCase) (int, error) {
	if err := s.reset(); err != nil {
		return 0, err
	}
	s.clock.set(c.base)
	o := &outliers{traffic: newTraffic(s, out, c), resource: "svc-" + strconv.FormatInt(c.number, 10)}
	o.chain = api.BuildDefaultSlotChain()
	o.chain.AddRuleCheckSlot(outlier.DefaultSlot)
	o.chain.AddStatSlot(outlier.DefaultMetricStatSlot)
	if err := o.json(header{Case: c.number, Seed: c.seed, Kind: c.kind}); err != nil {
		return 0, err
	}
	return o.decisions, o.run()
}

func (o *outliers) run() error {
	rule := o.rule()
	if err := o.load(rule); err != nil {
		return err
	}
	nodes := o.r.between(1, 12)
	for phase := o.r.between(2, 6); phase > 0; phase-- {
		o.pace = pick(o.r, 1, 2, 2, 3, 3, 4)
		o.failing = pick(o.r, 0, 50, 90)
		o.slowest = pick(o.r, 0, 30, 120, 600)
		sick := o.r.below(nodes + 1)
		for n := o.r.between(10, 60); n > 0; n-- {
			o.now += o.gap()
			if err := o.end(o.now); err != nil {
				return err
			}
			if err := o.call(o.r.below(nodes), sick); err != nil {
				return err
			}
		}
		if o.r.chance(40) {
			o.change(&rule)
			if err := o.load(rule); err != nil {
				return err
			}
		}
	}
	return o.end(1 << 62)
}

func (o *outliers) rule() outlierRule {
	rule := outlierRule{breakerRule: o.breakerRule(pick(o.r, "slowRatio", "errorRatio", "errorCount"))}
	rule.Resource = o.resource
	rule.MinRequestAmount = uint64(o.r.below(4)) // of one node, which sees few calls
	rule.StatIntervalMs = pick[uint32](o.r, 333, 1000, 2000, 5000, 10000)
	rule.RetryTimeoutMs = pick[uint32](o.r, 1, 200, 500, 1000, 3000, 10000)
	rule.MaxEjectionPercent = pick(o.r, 0, 0.1, 0.25, 1.0/3, 0.5, 0.75, 1, 1, o.r.unit())
	if o.r.chance(30) {
		rule.EnableActiveRecovery = true
		rule.RecoveryIntervalMs = 4000
		rule.MaxRecoveryAttempts = 3
	}
	return rule
}

// change leaves probeNum alone: to change nothing but that keeps a breaker in v1.0.4 and in Weir, not
// at f7a7f95.
func (o *outliers) change(rule *outlierRule) {
	switch o.r.below(6) {
	case 0:
		rule.MaxEjectionPercent = o.r.unit()
	case 1:
		rule.EnableActiveRecovery = !rule.EnableActiveRecovery
		rule.RecoveryIntervalMs = 4000
		rule.MaxRecoveryAttempts = 3
	case 2:
		rule.RetryTimeoutMs += 100
	case 3:
		rule.MinRequestAmount++
	case 4:
		rule.StatIntervalMs = pick[uint32](o.r, 500, 1000, 3000)
	default:
		*rule = o.rule()
	}
}

func (o *outliers) load(rule outlierRule) error {
	line := outlierRulesLine{At: json.Number(appendMillis(nil, o.now))}
	line.Rules.Outlier = []outlierRule{rule}
	if err := o.json(line); err != nil {
		return err
	}
	o.session.clock.set(o.now)
	converted := rule.convert()
	if err := circuitbreaker.IsValidRule(converted.Rule); err != nil {
		return err
	}
	if err := outlier.IsValidRule(converted); err != nil {
		return err
	}
	_, err := outlier.LoadRuleOfResource(o.resource, converted)
	return err
}

// call enters, and will end at that node; those below sick fail as the phase has it.
func (o *outliers) call(node, sick int) error {
	o.decisions++
	o.session.clock.set(o.now)
	entry, blocked := api.Entry(o.resource, api.WithSlotChain(o.chain))
	if blocked != nil {
		return fmt.Errorf("blocked by %v", blocked.BlockType())
	}
	line := ejectLine{At: json.Number(appendMillis(nil, o.now)), Eject: o.resource,
		Out: sorted(entry.Context().FilterNodes()), HalfOpen: sorted(entry.Context().HalfOpenNodes())}
	if err := o.json(line); err != nil {
		return err
	}
	call := outlierCall{entry: entry, start: o.now, end: o.now, node: "10.0.0." + strconv.Itoa(node) + ":80"}
	if o.slowest > 0 {
		call.end += int64(o.r.below(o.slowest)) * 1e6
	}
	if o.r.chance(3) {
		call.node = ""
	}
	call.failed = node < sick && o.r.chance(o.failing)
	o.calls = append(o.calls, call)
	return nil
}

// end exits the calls that are over by then, in order of time.
func (o *outliers) end(by int64) error {
	sort.SliceStable(o.calls, func(i, j int) bool { return o.calls[i].end < o.calls[j].end })
	for len(o.calls) > 0 && o.calls[0].end <= by {
		call := o.calls[0]
		o.calls = o.calls[1:]
		o.session.clock.set(call.end)
		line := completeLine{At: json.Number(appendMillis(nil, call.end)), Complete: o.resource,
			Node: call.node, RtMs: call.end/1e6 - call.start/1e6, Error: call.failed}
		if err := o.json(line); err != nil {
			return err
		}
		api.TraceCallee(call.entry, call.node)
		if call.failed {
			call.entry.Exit(base.WithError(errBusiness))
		} else {
			call.entry.Exit()
		}
	}
	return nil
}

func sorted(nodes []string) []string {
	out := append([]string{}, nodes...)
	sort.Strings(out)
	return out
}
