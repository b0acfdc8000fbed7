// conformance drives sentinel-golang v1.0.4 under a virtual clock and says what it decides: the
// oracle that Weir's engine is compared with.
//
//	conformance replay RULES TRACE                            decisions, in the trace format
//	conformance generate -seed N [-decisions N] [-only CASE]  random cases with their decisions
//	conformance check                                         rule sets on stdin, one a line: valid or why not
//	conformance metrics DIR APP MAXSIZE MAXFILES              metric log of what stdin says
//	conformance seconds RULES TRACE                           what each second of a replay held
//	conformance find DIR FILENAME BEGIN END RESOURCE          lines of a metric log
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail(2, "usage: conformance replay RULES TRACE | generate -seed N | check | metrics … | seconds RULES TRACE | find …")
	}
	var err error
	switch os.Args[1] {
	case "replay":
		err = replay(os.Args[2:], os.Stdout)
	case "generate":
		err = generateAll(os.Args[2:], os.Stdout)
	case "check":
		err = check(os.Stdin, os.Stdout)
	case "metrics":
		err = writeMetrics(os.Args[2:], os.Stdin)
	case "seconds":
		err = seconds(os.Args[2:], os.Stdout)
	case "find":
		err = findMetrics(os.Args[2:], os.Stdout)
	default:
		fail(2, "there is no command %q", os.Args[1])
	}
	if err != nil {
		fail(2, "%v", err)
	}
	if internalErrors > 0 {
		fail(3, "sentinel reported %d errors of its own", internalErrors)
	}
}

func fail(status int, format string, values ...interface{}) {
	complain(format, values...)
	os.Exit(status)
}

func complain(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, "conformance: "+format+"\n", values...)
}

// replay prints what Sentinel decides on a trace under rules that are in force from its start.
func replay(args []string, out io.Writer) error {
	if len(args) != 2 {
		return fmt.Errorf("replay takes RULES and TRACE")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	rules, err := readRules(text)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	s, err := newSession()
	if err != nil {
		return err
	}
	if err := s.replace(rules); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	trace, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer trace.Close()
	return s.follow(trace, args[1], out)
}

// follow plays the lines of a trace.
func (s *session) follow(trace io.Reader, name string, out io.Writer) error {
	buffered := bufio.NewWriterSize(out, 1<<16)
	defer buffered.Flush()
	lines := bufio.NewScanner(trace)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	var text []byte
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		next, err := readLine(lines.Bytes())
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		text, err = s.play(next, text[:0])
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		buffered.Write(text)
	}
	return lines.Err()
}

// play plays one line; what it decides is appended.
func (s *session) play(next *line, out []byte) ([]byte, error) {
	s.clock.set(next.at)
	switch {
	case next.enter != nil:
		return appendDecision(out, next.enter.id, s.enter(next.enter)), nil
	case next.exit != nil:
		s.exit(next.exit.id, next.exit.failed)
	case next.signal != nil:
		s.signal(next.signal)
	case next.rules != nil:
		return out, s.replace(next.rules)
	}
	return out, nil
}

// check says of each rule set on its own line whether Sentinel takes every rule of it.
func check(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	for lines.Scan() {
		rules, err := readRules(lines.Bytes())
		if err == nil {
			_, err = rules.convert()
		}
		if err != nil {
			fmt.Fprintln(out, err)
		} else {
			fmt.Fprintln(out, "valid")
		}
	}
	return lines.Err()
}

// generateAll prints random cases until they hold enough decisions.
func generateAll(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ExitOnError)
	seed := flags.Int64("seed", 1, "the seed of every case")
	decisions := flags.Int("decisions", 1000, "how many decisions at least")
	only := flags.Int64("only", -1, "the one case to generate; all when negative")
	kind := flags.String("kind", "", "cases of this kind alone; all kinds when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := newSession()
	if err != nil {
		return err
	}
	writer := bufio.NewWriterSize(out, 1<<18)
	defer writer.Flush()
	made := 0
	for number := int64(0); made < *decisions; number++ {
		if *only >= 0 && number != *only {
			if number > *only {
				break
			}
			continue
		}
		make := generate
		if *kind == outlierKind {
			make = generateOutliers
		}
		count, err := make(s, writer, caseOf(*seed, number, *kind))
		if err != nil {
			return fmt.Errorf("case %d of seed %d: %w", number, *seed, err)
		}
		made += count
	}
	return nil
}
