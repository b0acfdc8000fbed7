package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/alibaba/sentinel-golang/core/circuitbreaker"
	"github.com/alibaba/sentinel-golang/core/flow"
	"github.com/alibaba/sentinel-golang/core/hotspot"
	"github.com/alibaba/sentinel-golang/core/isolation"
	"github.com/alibaba/sentinel-golang/core/system"
)

// ruleSet is the trace format's JSON object of rules: Sentinel's own arrays under one key each.
type ruleSet struct {
	Flow           []flowRule      `json:"flow,omitempty"`
	CircuitBreaker []breakerRule   `json:"circuitBreaker,omitempty"`
	Hotspot        []hotspotRule   `json:"hotspot,omitempty"`
	Isolation      []isolationRule `json:"isolation,omitempty"`
	System         []systemRule    `json:"system,omitempty"`
}

type flowRule struct {
	ID                     string  `json:"id,omitempty"`
	Resource               string  `json:"resource"`
	Regex                  bool    `json:"regex,omitempty"`
	TokenCalculateStrategy int32   `json:"tokenCalculateStrategy,omitempty"`
	ControlBehavior        int32   `json:"controlBehavior,omitempty"`
	Threshold              float64 `json:"threshold"`
	RelationStrategy       int32   `json:"relationStrategy,omitempty"`
	RefResource            string  `json:"refResource,omitempty"`
	MaxQueueingTimeMs      uint32  `json:"maxQueueingTimeMs,omitempty"`
	WarmUpPeriodSec        uint32  `json:"warmUpPeriodSec,omitempty"`
	WarmUpColdFactor       uint32  `json:"warmUpColdFactor,omitempty"`
	StatIntervalInMs       uint32  `json:"statIntervalInMs,omitempty"`
	LowMemUsageThreshold   int64   `json:"lowMemUsageThreshold,omitempty"`
	HighMemUsageThreshold  int64   `json:"highMemUsageThreshold,omitempty"`
	MemLowWaterMarkBytes   int64   `json:"memLowWaterMarkBytes,omitempty"`
	MemHighWaterMarkBytes  int64   `json:"memHighWaterMarkBytes,omitempty"`
}

type breakerRule struct {
	ID                           string  `json:"id,omitempty"`
	Resource                     string  `json:"resource"`
	Strategy                     uint32  `json:"strategy,omitempty"`
	RetryTimeoutMs               uint32  `json:"retryTimeoutMs"`
	MinRequestAmount             uint64  `json:"minRequestAmount,omitempty"`
	StatIntervalMs               uint32  `json:"statIntervalMs"`
	StatSlidingWindowBucketCount uint32  `json:"statSlidingWindowBucketCount,omitempty"`
	MaxAllowedRtMs               uint64  `json:"maxAllowedRtMs,omitempty"`
	Threshold                    float64 `json:"threshold"`
	ProbeNum                     uint64  `json:"probeNum,omitempty"`
}

type hotspotRule struct {
	ID                string         `json:"id,omitempty"`
	Resource          string         `json:"resource"`
	MetricType        int32          `json:"metricType"`
	ControlBehavior   int32          `json:"controlBehavior,omitempty"`
	ParamIndex        int            `json:"paramIndex"`
	ParamKey          string         `json:"paramKey,omitempty"`
	Threshold         int64          `json:"threshold"`
	MaxQueueingTimeMs int64          `json:"maxQueueingTimeMs,omitempty"`
	BurstCount        int64          `json:"burstCount,omitempty"`
	DurationInSec     int64          `json:"durationInSec,omitempty"`
	ParamsMaxCapacity int64          `json:"paramsMaxCapacity,omitempty"`
	SpecificItems     []specificItem `json:"specificItems,omitempty"`
}

// specificItem is a threshold of one value; its kinds are those of Sentinel's rule converter.
type specificItem struct {
	ValKind   int    `json:"valKind"`
	ValStr    string `json:"valStr"`
	Threshold int64  `json:"threshold"`
}

const (
	kindInt = iota
	kindString
	kindBool
	kindFloat
)

type isolationRule struct {
	ID         string `json:"id,omitempty"`
	Resource   string `json:"resource"`
	Regex      bool   `json:"regex,omitempty"`
	MetricType int32  `json:"metricType,omitempty"`
	Threshold  uint32 `json:"threshold"`
}

type systemRule struct {
	ID           string  `json:"id,omitempty"`
	MetricType   uint32  `json:"metricType"`
	TriggerCount float64 `json:"triggerCount"`
	Strategy     int32   `json:"strategy,omitempty"`
}

// readRules reads a rule set; keys match in any case, as in Sentinel's data sources.
func readRules(text []byte) (*ruleSet, error) {
	rules := &ruleSet{}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(rules); err != nil {
		return nil, err
	}
	if decoder.More() {
		return nil, fmt.Errorf("more than one JSON object")
	}
	return rules, nil
}

// sentinelRules is a rule set as Sentinel's managers take it.
type sentinelRules struct {
	patternRules
	circuitBreaker []*circuitbreaker.Rule
	hotspot        []*hotspot.Rule
	system         []*system.Rule
}

// patternRules are those of the kinds that may name their resources by a pattern.
type patternRules struct {
	flow              []*flow.Rule
	flowPatterns      []*flow.Rule
	isolation         []*isolation.Rule
	isolationPatterns []*isolation.Rule
	made              map[flowName]*flow.Rule
}

type flowName struct {
	pattern *flow.Rule
	name    string
}

// convert gives the rules to Sentinel's types and asks Sentinel whether each is valid.
func (r *ruleSet) convert() (*sentinelRules, error) {
	out := &sentinelRules{}
	for i, rule := range r.Flow {
		converted := rule.convert()
		if err := flow.IsValidRule(converted); err != nil {
			return nil, fmt.Errorf("flow[%d]: %w", i, err)
		}
		if rule.Regex {
			out.flowPatterns = append(out.flowPatterns, converted)
		} else {
			out.flow = append(out.flow, converted)
		}
	}
	for i, rule := range r.CircuitBreaker {
		converted := rule.convert()
		if err := circuitbreaker.IsValidRule(converted); err != nil {
			return nil, fmt.Errorf("circuitBreaker[%d]: %w", i, err)
		}
		out.circuitBreaker = append(out.circuitBreaker, converted)
	}
	for i, rule := range r.Hotspot {
		converted, err := rule.convert()
		if err == nil {
			err = hotspot.IsValidRule(converted)
		}
		if err != nil {
			return nil, fmt.Errorf("hotspot[%d]: %w", i, err)
		}
		out.hotspot = append(out.hotspot, converted)
	}
	for i, rule := range r.Isolation {
		converted := &isolation.Rule{ID: rule.ID, Resource: rule.Resource,
			MetricType: isolation.MetricType(rule.MetricType), Threshold: rule.Threshold}
		if err := isolation.IsValidRule(converted); err != nil {
			return nil, fmt.Errorf("isolation[%d]: %w", i, err)
		}
		if rule.Regex {
			out.isolationPatterns = append(out.isolationPatterns, converted)
		} else {
			out.isolation = append(out.isolation, converted)
		}
	}
	for i, rule := range r.System {
		converted := &system.Rule{ID: rule.ID, MetricType: system.MetricType(rule.MetricType),
			TriggerCount: rule.TriggerCount, Strategy: system.AdaptiveStrategy(rule.Strategy)}
		if err := system.IsValidSystemRule(converted); err != nil {
			return nil, fmt.Errorf("system[%d]: %w", i, err)
		}
		out.system = append(out.system, converted)
	}
	return out, nil
}

func (r flowRule) convert() *flow.Rule {
	interval := r.StatIntervalInMs
	if interval == 0 {
		// What Sentinel takes it for, except where it compares rules.
		interval = 1000
	}
	return &flow.Rule{
		ID:                     r.ID,
		Resource:               r.Resource,
		TokenCalculateStrategy: flow.TokenCalculateStrategy(r.TokenCalculateStrategy),
		ControlBehavior:        flow.ControlBehavior(r.ControlBehavior),
		Threshold:              r.Threshold,
		RelationStrategy:       flow.RelationStrategy(r.RelationStrategy),
		RefResource:            r.RefResource,
		MaxQueueingTimeMs:      r.MaxQueueingTimeMs,
		WarmUpPeriodSec:        r.WarmUpPeriodSec,
		WarmUpColdFactor:       r.WarmUpColdFactor,
		StatIntervalInMs:       interval,
		LowMemUsageThreshold:   r.LowMemUsageThreshold,
		HighMemUsageThreshold:  r.HighMemUsageThreshold,
		MemLowWaterMarkBytes:   r.MemLowWaterMarkBytes,
		MemHighWaterMarkBytes:  r.MemHighWaterMarkBytes,
	}
}

func (r breakerRule) convert() *circuitbreaker.Rule {
	return &circuitbreaker.Rule{
		Id:                           r.ID,
		Resource:                     r.Resource,
		Strategy:                     circuitbreaker.Strategy(r.Strategy),
		RetryTimeoutMs:               r.RetryTimeoutMs,
		MinRequestAmount:             r.MinRequestAmount,
		StatIntervalMs:               r.StatIntervalMs,
		StatSlidingWindowBucketCount: r.StatSlidingWindowBucketCount,
		MaxAllowedRtMs:               r.MaxAllowedRtMs,
		Threshold:                    r.Threshold,
		ProbeNum:                     r.ProbeNum,
	}
}

func (r hotspotRule) convert() (*hotspot.Rule, error) {
	items := make(map[interface{}]int64, len(r.SpecificItems))
	for i, item := range r.SpecificItems {
		value, err := item.value()
		if err != nil {
			return nil, fmt.Errorf("specificItems[%d]: %w", i, err)
		}
		items[value] = item.Threshold
	}
	return &hotspot.Rule{
		ID:                r.ID,
		Resource:          r.Resource,
		MetricType:        hotspot.MetricType(r.MetricType),
		ControlBehavior:   hotspot.ControlBehavior(r.ControlBehavior),
		ParamIndex:        r.ParamIndex,
		ParamKey:          r.ParamKey,
		Threshold:         r.Threshold,
		MaxQueueingTimeMs: r.MaxQueueingTimeMs,
		BurstCount:        r.BurstCount,
		DurationInSec:     r.DurationInSec,
		ParamsMaxCapacity: r.ParamsMaxCapacity,
		SpecificItems:     items,
	}, nil
}

// value is the item's value as Sentinel's converter (ext/datasource) makes it: a float is rounded to
// five decimals.
func (s specificItem) value() (interface{}, error) {
	switch s.ValKind {
	case kindInt:
		return strconv.Atoi(s.ValStr)
	case kindString:
		return s.ValStr, nil
	case kindBool:
		return strconv.ParseBool(s.ValStr)
	case kindFloat:
		value, err := strconv.ParseFloat(s.ValStr, 64)
		if err != nil {
			return nil, err
		}
		return strconv.ParseFloat(strconv.FormatFloat(value, 'f', 5, 64), 64)
	default:
		return nil, fmt.Errorf("valKind %d is none of 0 to 3", s.ValKind)
	}
}

// load replaces every rule that Sentinel's managers hold; names are the resources that were called.
func (r *sentinelRules) load(names []string) error {
	if err := r.patternRules.load(names); err != nil {
		return err
	}
	if _, err := circuitbreaker.LoadRules(r.circuitBreaker); err != nil {
		return err
	}
	if _, err := hotspot.LoadRules(r.hotspot); err != nil {
		return err
	}
	_, err := system.LoadRules(r.system)
	return err
}

// number gives a JSON number as an argument of Sentinel's: whole ones are int, the others float64.
func number(text json.Number) (interface{}, error) {
	if whole, err := strconv.Atoi(string(text)); err == nil {
		return whole, nil
	}
	value, err := text.Float64()
	if err != nil {
		return nil, err
	}
	if value == math.Trunc(value) && math.Abs(value) < 1<<63 {
		return int(value), nil
	}
	return value, nil
}
