// The peer of ./weir bench rules: sentinel-golang with its file source. It makes entries of one
// resource, over and over, and prints when the first is blocked and when the first passes again:
// "blocked NANOSECONDS" and "passes NANOSECONDS", since the epoch.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	sentinel "github.com/alibaba/sentinel-golang/api"
	"github.com/alibaba/sentinel-golang/core/config"
	"github.com/alibaba/sentinel-golang/ext/datasource"
	"github.com/alibaba/sentinel-golang/ext/datasource/file"
	"github.com/alibaba/sentinel-golang/logging"
)

func main() {
	logging.ResetGlobalLogger(quiet{})
	settings := config.NewDefaultConfig()
	settings.Sentinel.Log.Metric.FlushIntervalSec = 0
	if err := sentinel.InitWithConfig(settings); err != nil {
		log.Fatal(err)
	}
	rules := datasource.NewFlowRulesHandler(datasource.FlowRuleJsonArrayParser)
	source := file.NewFileDataSource(os.Args[1], rules)
	if err := source.Initialize(); err != nil {
		log.Fatal(err)
	}
	passes := true
	fmt.Println("passes", time.Now().UnixNano())
	for {
		entry, blocked := sentinel.Entry("bench")
		if (blocked == nil) != passes {
			passes = blocked == nil
			fmt.Println(word(passes), time.Now().UnixNano())
		}
		if entry != nil {
			entry.Exit()
		}
		time.Sleep(300 * time.Microsecond)
	}
}

func word(passes bool) string {
	if passes {
		return "passes"
	}
	return "blocked"
}

// Standard output is for the two words alone.
type quiet struct{}

func (quiet) Debug(msg string, keysAndValues ...interface{})            {}
func (quiet) DebugEnabled() bool                                        { return false }
func (quiet) Info(msg string, keysAndValues ...interface{})             {}
func (quiet) InfoEnabled() bool                                         { return false }
func (quiet) Warn(msg string, keysAndValues ...interface{})             {}
func (quiet) WarnEnabled() bool                                         { return false }
func (quiet) Error(err error, msg string, keysAndValues ...interface{}) {}
func (quiet) ErrorEnabled() bool                                        { return false }
