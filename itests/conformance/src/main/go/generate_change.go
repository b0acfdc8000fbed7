package main

// change gives another rule set made from one: rules are kept, changed in one field, moved, removed
// and added, so that Sentinel's managers keep some controllers, some statistics and nothing of the
// rest.
func (t *traffic) change(old *ruleSet) *ruleSet {
	r := t.r
	set := &ruleSet{
		Flow:           changed(r, old.Flow, t.changeFlow, func(rule *flowRule) { rule.ID = "" }),
		CircuitBreaker: changed(r, old.CircuitBreaker, t.changeBreaker, func(rule *breakerRule) { rule.ID = "" }),
		Hotspot:        changed(r, old.Hotspot, t.changeHotspot, func(rule *hotspotRule) { rule.ID = "" }),
		Isolation:      changed(r, old.Isolation, t.changeIsolation, func(rule *isolationRule) { rule.ID = "" }),
		System:         changed(r, old.System, t.changeSystem, func(rule *systemRule) { rule.ID = "" }),
	}
	if r.chance(40) {
		kind := t.kind
		if kind == "mixture" {
			kind = kinds[r.below(len(kinds)-4)]
		}
		t.addRule(set, kind)
	}
	return set
}

// changed gives other rules made from those; a rule that is doubled loses its id, which is unique.
func changed[T any](r *random, old []T, change func(*T), unname func(*T)) []T {
	var out []T
	for _, rule := range old {
		if r.chance(10) {
			continue
		}
		if r.chance(50) {
			change(&rule)
		}
		out = append(out, rule)
		if r.chance(5) {
			unname(&rule)
			out = append(out, rule)
		}
	}
	if len(out) > 1 && r.chance(20) {
		i, j := r.below(len(out)), r.below(len(out))
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func (t *traffic) changeFlow(rule *flowRule) {
	r := t.r
	switch r.below(5) {
	case 0:
		rule.ID = t.name()
	case 1:
		// An interval of 0 is one of 1000 ms to everybody but Sentinel's comparison of rules: the two
		// are not exchanged for each other.
		if rule.StatIntervalInMs != 0 && rule.StatIntervalInMs != 1000 {
			rule.StatIntervalInMs = pick[uint32](r, 100, 500, 700, 2000, 5000, 10000)
		}
	case 2:
		if rule.ControlBehavior == 1 {
			rule.MaxQueueingTimeMs += 100
		} else if rule.TokenCalculateStrategy == 1 {
			rule.WarmUpPeriodSec++
		}
	default:
		if rule.TokenCalculateStrategy == 2 {
			rule.LowMemUsageThreshold++
		} else {
			rule.Threshold++
		}
	}
}

func (t *traffic) changeBreaker(rule *breakerRule) {
	r := t.r
	switch r.below(7) {
	case 0:
		rule.ID = t.name()
	case 1:
		rule.RetryTimeoutMs += 100
	case 2:
		rule.MinRequestAmount++
	case 3:
		rule.StatIntervalMs = pick[uint32](r, 500, 1000, 3000)
	case 4:
		rule.StatSlidingWindowBucketCount = pick[uint32](r, 1, 2, 5)
	case 5:
		rule.ProbeNum++
	default:
		if rule.Strategy == 2 {
			rule.Threshold++
		} else {
			rule.Threshold = t.ratio()
		}
	}
}

func (t *traffic) changeHotspot(rule *hotspotRule) {
	r := t.r
	switch r.below(6) {
	case 0:
		rule.ID = t.name()
	case 1:
		rule.SpecificItems = t.specificItems()
	case 2:
		rule.ParamsMaxCapacity = int64(pick(r, 1, 2, 4))
	case 3:
		if rule.MetricType == 1 {
			rule.DurationInSec++
		}
	case 4:
		if rule.MetricType == 1 && rule.ControlBehavior == 0 {
			rule.BurstCount++
		} else if rule.MetricType == 1 {
			rule.MaxQueueingTimeMs += 50
		}
	default:
		rule.Threshold++
	}
}

func (t *traffic) changeIsolation(rule *isolationRule) { rule.Threshold++ }

func (t *traffic) changeSystem(rule *systemRule) {
	if rule.MetricType != 4 {
		rule.TriggerCount++
	}
}
