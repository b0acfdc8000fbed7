//go:build head

package main

import (
	"github.com/alibaba/sentinel-golang/core/flow"
	"github.com/alibaba/sentinel-golang/core/isolation"
)

// Sentinel at f7a7f95 takes patterns itself. It counts the calls of a pattern's rule on the node of
// a resource that has the pattern for a name, which nobody calls; only windows that lie in no ring
// work. And a pattern's rule that is loaded again unchanged is one for the literal name from then on,
// so rules are not replaced.

const knowsPatterns = true

var patternIntervals = []uint32{100, 250, 333, 700, 1200, 15000, 20000, 60000}

func (p *patternRules) load([]string) error {
	flows := append([]*flow.Rule{}, p.flow...)
	for _, rule := range p.flowPatterns {
		rule.Regex = true
		flows = append(flows, rule)
	}
	isolations := append([]*isolation.Rule{}, p.isolation...)
	for _, rule := range p.isolationPatterns {
		rule.Regex = true
		isolations = append(isolations, rule)
	}
	if _, err := flow.LoadRules(flows); err != nil {
		return err
	}
	_, err := isolation.LoadRules(isolations)
	return err
}

func (s *session) met(string) error { return nil }
