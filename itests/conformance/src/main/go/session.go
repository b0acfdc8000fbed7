package main

import (
	"errors"

	"github.com/alibaba/sentinel-golang/api"
	"github.com/alibaba/sentinel-golang/core/base"
	"github.com/alibaba/sentinel-golang/core/config"
	"github.com/alibaba/sentinel-golang/core/stat"
	"github.com/alibaba/sentinel-golang/core/system_metric"
	"github.com/alibaba/sentinel-golang/logging"
	"github.com/alibaba/sentinel-golang/util"
)

var errBusiness = errors.New("business error")

// session is Sentinel under a virtual clock, driven through its public API.
type session struct {
	clock *virtualClock
	live  map[string]*base.SentinelEntry
	rules *sentinelRules
	names []string
}

// decision is what Sentinel said to one enter: verdict is pass, wait or block.
type decision struct {
	verdict string
	by      string
	wait    int64
}

// newSession starts Sentinel without its collectors, its logs and its own clock.
func newSession() (*session, error) {
	if err := logging.ResetGlobalLogger(silent{}); err != nil {
		return nil, err
	}
	entity := config.NewDefaultConfig()
	entity.Sentinel.Log.Logger = silent{}
	entity.Sentinel.Log.Metric.FlushIntervalSec = 0
	entity.Sentinel.Stat.System = config.SystemStatConfig{}
	if err := api.InitWithConfig(entity); err != nil {
		return nil, err
	}
	clock := &virtualClock{}
	clock.set(0)
	util.SetClock(clock)
	s := &session{clock: clock, live: make(map[string]*base.SentinelEntry)}
	return s, s.reset()
}

// reset makes everything as in a new process, but for the inbound node: its concurrency is brought
// back to zero by exits, and its windows are empty once the clock is more than ten seconds ahead.
func (s *session) reset() error {
	s.rules, s.names = &sentinelRules{}, nil
	if err := s.rules.load(nil); err != nil {
		return err
	}
	for id, entry := range s.live {
		entry.Exit()
		delete(s.live, id)
	}
	stat.ResetResourceNodeMap()
	system_metric.SetSystemLoad(system_metric.NotRetrievedLoadValue)
	system_metric.SetSystemCpuUsage(system_metric.NotRetrievedCpuUsageValue)
	system_metric.SetSystemMemoryUsage(system_metric.NotRetrievedMemoryValue)
	return nil
}

// enter asks for admission; an id that is in use is the newer entry's from then on.
func (s *session) enter(e *enterLine) decision {
	traffic := base.Outbound
	if e.inbound {
		traffic = base.Inbound
	}
	if err := s.met(e.resource); err != nil {
		panic(err)
	}
	s.clock.takeWait()
	entry, blocked := api.Entry(e.resource, api.WithTrafficType(traffic), api.WithBatchCount(e.batch),
		api.WithArgs(e.args...), api.WithAttachments(e.attachments))
	wait := s.clock.takeWait()
	if blocked != nil {
		return decision{verdict: "block", by: blockedBy(blocked.BlockType())}
	}
	s.live[e.id] = entry
	if wait > 0 {
		return decision{verdict: "wait", wait: wait}
	}
	return decision{verdict: "pass"}
}

func (s *session) exit(id string, failed bool) {
	entry, known := s.live[id]
	if !known {
		return
	}
	delete(s.live, id)
	if failed {
		entry.Exit(base.WithError(errBusiness))
	} else {
		entry.Exit()
	}
}

func (s *session) signal(values *signalLine) {
	if values.Load != nil {
		system_metric.SetSystemLoad(*values.Load)
	}
	if values.CPUUsage != nil {
		system_metric.SetSystemCpuUsage(*values.CPUUsage)
	}
	if values.MemoryBytes != nil {
		system_metric.SetSystemMemoryUsage(*values.MemoryBytes)
	}
}

// replace puts other rules in force, as Sentinel's managers do it: what can be kept is kept.
func (s *session) replace(rules *ruleSet) error {
	converted, err := rules.convert()
	if err != nil {
		return err
	}
	s.rules = converted
	return converted.load(s.names)
}

func blockedBy(cause base.BlockType) string {
	switch cause {
	case base.BlockTypeFlow:
		return "flow"
	case base.BlockTypeIsolation:
		return "isolation"
	case base.BlockTypeHotSpotParamFlow:
		return "hotspot"
	case base.BlockTypeCircuitBreaking:
		return "circuitBreaker"
	case base.BlockTypeSystemFlow:
		return "system"
	default:
		return cause.String()
	}
}

// silent drops what Sentinel logs, except a panic of Sentinel's own: it would be a false oracle.
type silent struct{}

func (silent) Debug(string, ...interface{}) {}
func (silent) DebugEnabled() bool           { return false }
func (silent) Info(string, ...interface{})  {}
func (silent) InfoEnabled() bool            { return false }
func (silent) Warn(string, ...interface{})  {}
func (silent) WarnEnabled() bool            { return false }
func (silent) ErrorEnabled() bool           { return true }
func (silent) Error(err error, message string, _ ...interface{}) {
	internalErrors++
	if internalErrors <= 20 {
		complain("sentinel: %s: %v", message, err)
	}
}

// internalErrors counts what Sentinel logged as errors; a run with any is no proof of anything.
var internalErrors int
