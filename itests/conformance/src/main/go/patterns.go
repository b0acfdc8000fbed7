//go:build !head

package main

import (
	"bufio"
	"errors"
	"regexp"

	"github.com/alibaba/sentinel-golang/core/flow"
	"github.com/alibaba/sentinel-golang/core/isolation"
)

// Patterns are newer than v1.0.4. What they mean is a rule for each resource that matches, made when
// the resource is first called, behind the rules that name it: so they are given to v1.0.4, with Go's
// own regexp to say what matches.

// knowsPatterns says whether this Sentinel takes patterns itself.
const knowsPatterns = false

// patternIntervals are the statistic intervals of patterns' rules.
var patternIntervals = intervals

// load replaces the rules that may have patterns.
func (p *patternRules) load(names []string) error {
	flows := append([]*flow.Rule{}, p.flow...)
	isolations := append([]*isolation.Rule{}, p.isolation...)
	for _, name := range names {
		for _, rule := range p.flowPatterns {
			if regexp.MustCompile(rule.Resource).MatchString(name) {
				flows = append(flows, p.flowOf(rule, name))
			}
		}
		for _, rule := range p.isolationPatterns {
			if regexp.MustCompile(rule.Resource).MatchString(name) {
				copied := *rule
				copied.Resource = name
				isolations = append(isolations, &copied)
			}
		}
	}
	if _, err := flow.LoadRules(flows); err != nil {
		return err
	}
	_, err := isolation.LoadRules(isolations)
	return err
}

// flowOf is the rule for one name, the same object each time: Sentinel writes defaults into rules.
func (p *patternRules) flowOf(rule *flow.Rule, name string) *flow.Rule {
	key := flowName{rule, name}
	if p.made == nil {
		p.made = map[flowName]*flow.Rule{}
	}
	if p.made[key] == nil {
		copied := *rule
		copied.Resource = name
		p.made[key] = &copied
	}
	return p.made[key]
}

// met says that a resource is called; the first time its rules are made.
func (s *session) met(name string) error {
	for _, known := range s.names {
		if known == name {
			return nil
		}
	}
	s.names = append(s.names, name)
	if len(s.rules.flowPatterns)+len(s.rules.isolationPatterns) == 0 {
		return nil
	}
	return s.rules.load(s.names)
}

// generateOutliers cannot be had: outlier ejection is newer than v1.0.4.
func generateOutliers(*session, *bufio.Writer, *testCase) (int, error) {
	return 0, errors.New("this Sentinel has no outlier ejection: build with sources that have, tag head")
}
