package main

import (
	"fmt"
	"strconv"
)

// paramKeys are the attachments that traffic carries and hotspot rules name.
var paramKeys = []string{"tenant", "user"}

// intervals are statistic intervals of flow rules: default, reused from the ring, and own windows.
var intervals = []uint32{0, 0, 0, 1000, 100, 250, 333, 500, 700, 1200, 1500, 2000, 2500, 3000, 5000,
	7000, 10000, 15000, 20000, 60000}

// resourceNames gives one to four names.
func resourceNames(r *random) []string {
	names := make([]string, r.between(1, 4))
	for i := range names {
		names[i] = "r" + strconv.Itoa(i)
	}
	return names
}

// rulesOf gives the first rules of a case.
func (t *traffic) rulesOf() *ruleSet {
	set := &ruleSet{}
	if t.kind == "mixture" {
		parts := t.r.between(2, 6)
		for i := 0; i < parts; i++ {
			t.addRule(set, kinds[t.r.below(len(kinds)-4)])
		}
		return set
	}
	for n := t.r.between(1, 3); n > 0; n-- {
		t.addRule(set, t.kind)
	}
	if t.r.chance(30) {
		t.addRule(set, t.kind)
	}
	return set
}

// pattern gives a pattern of resources: of all, of some, of one or of none. Sentinel itself goes
// through patterns in no order: there a case has one, which may have several rules.
func (t *traffic) pattern() string {
	if t.patterns == "" || !knowsPatterns {
		t.patterns = pick(t.r, "r", "^r[0-2]$", "r(0|3)", "[^0]$", "1", "^r0$", "r.+r", "(?i)R[1-9]", ".*")
	}
	return t.patterns
}

func (t *traffic) addRule(set *ruleSet, kind string) {
	r := t.r
	id := ""
	if r.chance(50) {
		id = t.name()
	}
	resource := pick(r, t.resources...)
	switch kind {
	case "flow", "throttling", "warmUp", "memoryAdaptive", "associated":
		rule := t.flowRule(kind)
		rule.ID, rule.Resource = id, resource
		if kind == "associated" {
			rule.RefResource = pick(r, append([]string{"elsewhere"}, t.resources...)...)
			rule.RelationStrategy = 1
		}
		set.Flow = append(set.Flow, rule)
	case "isolation":
		set.Isolation = append(set.Isolation,
			isolationRule{ID: id, Resource: resource, Threshold: uint32(r.between(1, 8))})
	case "patternFlow":
		rule := t.flowRule(pick(r, "flow", "flow", "throttling", "warmUp"))
		rule.ID, rule.Resource, rule.Regex = id, t.pattern(), true
		rule.StatIntervalInMs = pick(r, patternIntervals...)
		set.Flow = append(set.Flow, rule)
	case "patternIsolation":
		set.Isolation = append(set.Isolation, isolationRule{ID: id, Resource: t.pattern(), Regex: true,
			Threshold: uint32(r.between(1, 8))})
	case "hotspotReject", "hotspotThrottling", "hotspotConcurrency":
		rule := t.hotspotRule(kind)
		rule.ID, rule.Resource = id, resource
		set.Hotspot = append(set.Hotspot, rule)
	case "slowRatio", "errorRatio", "errorCount":
		rule := t.breakerRule(kind)
		rule.ID, rule.Resource = id, resource
		set.CircuitBreaker = append(set.CircuitBreaker, rule)
	case "system":
		rule := t.systemRule()
		rule.ID = id
		set.System = append(set.System, rule)
	default:
		panic("no rule of kind " + kind)
	}
}

// name gives an id that no rule of the case has had.
func (t *traffic) name() string {
	t.serial++
	return fmt.Sprintf("rule-%d", t.serial)
}

func (t *traffic) flowRule(kind string) flowRule {
	r := t.r
	rule := flowRule{Threshold: t.flowThreshold(), StatIntervalInMs: pick(r, intervals...)}
	switch kind {
	case "throttling":
		t.throttle(&rule)
	case "warmUp":
		t.warmUp(&rule)
	case "memoryAdaptive":
		t.adapt(&rule)
		if r.chance(30) {
			t.throttle(&rule)
		}
	case "associated":
		if r.chance(20) {
			t.throttle(&rule)
		}
	}
	return rule
}

func (t *traffic) flowThreshold() float64 {
	r := t.r
	switch r.below(10) {
	case 0:
		return pick[float64](r, 0, 0.5, 1.5, 2.75, 0.1)
	case 1:
		return float64(r.between(50, 1000))
	default:
		return float64(r.between(1, 20))
	}
}

func (t *traffic) throttle(rule *flowRule) {
	rule.ControlBehavior = 1
	rule.MaxQueueingTimeMs = pick[uint32](t.r, 0, 1, 10, 50, 200, 500, 1000, 3000, 10000)
}

func (t *traffic) warmUp(rule *flowRule) {
	r := t.r
	rule.TokenCalculateStrategy = 1
	rule.WarmUpPeriodSec = uint32(r.between(1, 12))
	rule.WarmUpColdFactor = uint32(r.between(2, 6))
	if !t.replacing && r.chance(20) {
		// Sentinel writes its default into the rule, so that the rule no longer equals itself when it
		// is loaded again.
		rule.WarmUpColdFactor = 0
	}
	rule.Threshold = pick[float64](r, 5, 7.5, 10, 20, 33.3, 50, 100, 250)
	if r.chance(30) {
		// The token buffer must not be empty here: with an empty one the limit is not a number, and
		// what becomes of that in a queue is the processor's choice.
		t.throttle(rule)
	} else if r.chance(10) {
		rule.Threshold = pick[float64](r, 0, 0.1, 0.5, 1)
	}
}

func (t *traffic) adapt(rule *flowRule) {
	r := t.r
	rule.TokenCalculateStrategy = 2
	rule.HighMemUsageThreshold = int64(r.between(1, 10))
	rule.LowMemUsageThreshold = rule.HighMemUsageThreshold + int64(r.between(1, 40))
	rule.MemLowWaterMarkBytes = int64(r.between(1, 1000))
	rule.MemHighWaterMarkBytes = rule.MemLowWaterMarkBytes + int64(r.between(1, 5000))
}

func (t *traffic) hotspotRule(kind string) hotspotRule {
	r := t.r
	rule := hotspotRule{
		ParamIndex:        pick(r, 0, 0, 0, 1, 2, -1, -2, -3, 5),
		Threshold:         int64(pick(r, 0, 1, 1, 2, 3, 5, 10)),
		ParamsMaxCapacity: int64(pick(r, 0, 0, 1, 2, 3, 5)),
		SpecificItems:     t.specificItems(),
	}
	if r.chance(35) {
		rule.ParamKey = pick(r, paramKeys...)
		rule.ParamIndex = pick(r, 0, 0, -1)
	}
	switch kind {
	case "hotspotReject":
		rule.MetricType = 1
		rule.BurstCount = int64(pick(r, 0, 0, 1, 2, 5))
		rule.DurationInSec = int64(pick(r, 1, 1, 2, 3, 10, 60))
	case "hotspotConcurrency":
		if !t.replacing && r.chance(20) {
			// It has no meaning here, but Sentinel's comparison of rules looks at it.
			rule.ControlBehavior = 1
		}
	case "hotspotThrottling":
		rule.MetricType = 1
		rule.ControlBehavior = 1
		rule.MaxQueueingTimeMs = int64(pick(r, 0, 1, 100, 500, 2000, 10000))
		rule.DurationInSec = int64(pick(r, 1, 1, 2, 3, 10))
	}
	return rule
}

func (t *traffic) specificItems() []specificItem {
	r := t.r
	var items []specificItem
	seen := map[string]bool{}
	for n := pick(r, 0, 0, 1, 2, 4); n > 0; n-- {
		item := specificItem{ValKind: r.below(4), Threshold: int64(pick(r, 0, 1, 2, 4, 8))}
		switch item.ValKind {
		case kindInt:
			item.ValStr = strconv.Itoa(r.between(-2, 6))
		case kindString:
			item.ValStr = pick(r, stringValues...)
		case kindBool:
			item.ValStr = pick(r, "true", "false")
		case kindFloat:
			item.ValStr = pick(r, "1.5", "2.25", "0.333333", "1e-3", "12345.678901")
		}
		key := fmt.Sprint(item.ValKind, item.ValStr)
		if !seen[key] {
			seen[key] = true
			items = append(items, item)
		}
	}
	return items
}

func (t *traffic) breakerRule(kind string) breakerRule {
	r := t.r
	rule := breakerRule{
		RetryTimeoutMs:               pick[uint32](r, 1, 50, 200, 500, 1000, 3000, 10000),
		MinRequestAmount:             uint64(pick(r, 0, 1, 2, 3, 5, 10)),
		StatIntervalMs:               pick[uint32](r, 100, 333, 500, 1000, 1000, 2000, 5000, 10000, 60000),
		StatSlidingWindowBucketCount: pick[uint32](r, 0, 0, 1, 2, 3, 5, 10, 100),
		ProbeNum:                     uint64(pick(r, 0, 0, 1, 2, 3, 5)),
	}
	switch kind {
	case "slowRatio":
		rule.MaxAllowedRtMs = uint64(pick(r, 0, 5, 20, 50, 100, 500))
		rule.Threshold = t.ratio()
	case "errorRatio":
		rule.Strategy = 1
		rule.Threshold = t.ratio()
	case "errorCount":
		rule.Strategy = 2
		rule.Threshold = pick[float64](r, 0, 1, 1, 2, 3, 5, 10, 0.5, 2.9)
	}
	return rule
}

func (t *traffic) ratio() float64 {
	return pick(t.r, 0, 0.1, 0.2, 0.25, 1.0/3, 0.5, 0.5, 0.75, 0.9, 1, t.r.unit())
}

func (t *traffic) systemRule() systemRule {
	r := t.r
	rule := systemRule{MetricType: uint32(r.below(5)), Strategy: pick[int32](r, -1, 1)}
	switch rule.MetricType {
	case 0:
		rule.TriggerCount = pick[float64](r, 0, 0.5, 1, 2, 4)
	case 1:
		rule.TriggerCount = pick[float64](r, 0, 1, 10, 50, 100.5, 300)
	case 2:
		rule.TriggerCount = pick[float64](r, 0, 1, 2, 5, 10, 3.5)
	case 3:
		rule.TriggerCount = pick[float64](r, 0, 1, 5, 10, 30, 7.5)
	case 4:
		rule.TriggerCount = pick[float64](r, 0, 0.2, 0.5, 0.8, 1)
	}
	return rule
}
