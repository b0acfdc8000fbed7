package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	_ "time/tzdata" // the zone is the test's, whatever the machine has installed

	"github.com/alibaba/sentinel-golang/core/base"
	"github.com/alibaba/sentinel-golang/core/config"
	"github.com/alibaba/sentinel-golang/core/log/metric"
	"github.com/alibaba/sentinel-golang/util"
)

// writeLine is one line of what a metric log is to hold: the clock when it was opened, or the items
// of one second.
type writeLine struct {
	Open  uint64            `json:"open"`
	At    uint64            `json:"at"`
	Items []base.MetricItem `json:"items"`
}

// writeMetrics has Sentinel's own writer write what standard input says.
func writeMetrics(args []string, in io.Reader) error {
	if len(args) != 4 {
		return fmt.Errorf("metrics takes DIR APP MAXSIZE MAXFILES")
	}
	size, err := strconv.ParseUint(args[2], 10, 64)
	if err != nil {
		return err
	}
	files, err := strconv.ParseUint(args[3], 10, 32)
	if err != nil {
		return err
	}
	s, err := newSession()
	if err != nil {
		return err
	}
	entity := config.NewDefaultConfig()
	entity.Sentinel.Log.Logger = silent{}
	entity.Sentinel.Log.Dir = args[0]
	config.ResetGlobalConfig(entity)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	var writer metric.MetricLogWriter
	for lines.Scan() {
		var line writeLine
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return err
		}
		if line.Open > 0 {
			s.clock.nanos = int64(line.Open) * int64(util.UnixTimeUnitOffset)
			if writer, err = metric.NewDefaultMetricLogWriterOfApp(size, uint32(files), args[1]); err != nil {
				return err
			}
			continue
		}
		items := make([]*base.MetricItem, len(line.Items))
		for i := range line.Items {
			items[i] = &line.Items[i]
		}
		if err := writer.Write(line.At, items); err != nil {
			return err
		}
	}
	return lines.Err()
}

// findMetrics prints what Sentinel's own searcher finds in a span of time: of one resource, or of
// all when it is empty.
func findMetrics(args []string, out io.Writer) error {
	if len(args) != 5 {
		return fmt.Errorf("find takes DIR FILENAME BEGIN END RESOURCE")
	}
	begin, err := strconv.ParseUint(args[2], 10, 64)
	if err != nil {
		return err
	}
	end, err := strconv.ParseUint(args[3], 10, 64)
	if err != nil {
		return err
	}
	searcher, err := metric.NewDefaultMetricSearcher(args[0], args[1])
	if err != nil {
		return err
	}
	items, err := searcher.FindByTimeAndResource(begin, end, args[4])
	if err != nil {
		return err
	}
	for _, item := range items {
		line, err := item.ToFatString()
		if err != nil {
			return err
		}
		fmt.Fprintln(out, line)
	}
	return nil
}
