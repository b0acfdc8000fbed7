package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/alibaba/sentinel-golang/core/base"
	"github.com/alibaba/sentinel-golang/core/stat"
)

// seconds replays a trace and prints what Sentinel's nodes held in every second that ended before
// its last line, as the metric log's aggregator asks them: a thin line each, sorted.
func seconds(args []string, out io.Writer) error {
	if len(args) != 2 {
		return fmt.Errorf("seconds takes RULES and TRACE")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	rules, err := readRules(text)
	if err != nil {
		return err
	}
	s, err := newSession()
	if err != nil {
		return err
	}
	if err := s.replace(rules); err != nil {
		return err
	}
	trace, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer trace.Close()
	lines := bufio.NewScanner(trace)
	fetched := s.clock.CurrentTimeMillis()
	for lines.Scan() {
		next, err := readLine(lines.Bytes())
		if err != nil {
			return err
		}
		s.clock.set(next.at)
		now := s.clock.CurrentTimeMillis()
		if now -= now % 1000; now > fetched {
			if err := printSeconds(fetched, now, out); err != nil {
				return err
			}
			fetched = now
		}
		if _, err := s.play(next, nil); err != nil {
			return err
		}
	}
	return lines.Err()
}

// printSeconds prints the seconds from one to before another.
func printSeconds(from, to uint64, out io.Writer) error {
	var lines []string
	for _, node := range append(stat.ResourceNodeList(), stat.InboundNode()) {
		items := node.MetricsOnCondition(func(ts uint64) bool { return ts >= from && ts < to })
		for _, item := range items {
			item.Resource = node.ResourceName()
			if !active(item) {
				continue
			}
			line, err := item.ToThinString()
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
	}
	sort.Strings(lines)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return nil
}

// active is the aggregator's question of the same name.
func active(item *base.MetricItem) bool {
	return item.PassQps > 0 || item.BlockQps > 0 || item.CompleteQps > 0 || item.ErrorQps > 0 ||
		item.AvgRt > 0 || item.Concurrency > 0
}
