package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
)

// line is one line of a trace, with one of the four set.
type line struct {
	at     int64 // nanoseconds after the origin
	enter  *enterLine
	exit   *exitLine
	signal *signalLine
	rules  *ruleSet
}

type enterLine struct {
	resource    string
	id          string
	batch       uint32
	args        []interface{}
	attachments map[interface{}]interface{}
	inbound     bool
}

type exitLine struct {
	id     string
	failed bool
}

type signalLine struct {
	Load        *float64 `json:"load,omitempty"`
	CPUUsage    *float64 `json:"cpuUsage,omitempty"`
	MemoryBytes *int64   `json:"memoryBytes,omitempty"`
}

type rawLine struct {
	At          json.Number                `json:"at"`
	Enter       *string                    `json:"enter"`
	ID          string                     `json:"id"`
	Batch       *uint32                    `json:"batch"`
	Args        []json.RawMessage          `json:"args"`
	Attachments map[string]json.RawMessage `json:"attachments"`
	Traffic     string                     `json:"traffic"`
	Exit        *string                    `json:"exit"`
	Error       bool                       `json:"error"`
	Signal      *signalLine                `json:"signal"`
	Rules       json.RawMessage            `json:"rules"`
}

// readLine reads one line of a trace.
func readLine(text []byte) (*line, error) {
	raw := rawLine{}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return nil, err
	}
	at, err := nanos(string(raw.At))
	if err != nil {
		return nil, err
	}
	out := &line{at: at}
	switch {
	case raw.Enter != nil:
		out.enter, err = raw.entering()
	case raw.Exit != nil:
		out.exit = &exitLine{id: *raw.Exit, failed: raw.Error}
	case raw.Signal != nil:
		out.signal = raw.Signal
	case raw.Rules != nil:
		out.rules, err = readRules(raw.Rules)
	default:
		err = fmt.Errorf("neither enter, exit, signal nor rules")
	}
	return out, err
}

func (raw *rawLine) entering() (*enterLine, error) {
	out := &enterLine{resource: *raw.Enter, id: raw.ID, batch: 1, inbound: raw.Traffic == "inbound"}
	if raw.Batch != nil {
		out.batch = *raw.Batch
	}
	for _, text := range raw.Args {
		value, err := argument(text)
		if err != nil {
			return nil, err
		}
		out.args = append(out.args, value)
	}
	if raw.Attachments != nil {
		out.attachments = make(map[interface{}]interface{}, len(raw.Attachments))
		for key, text := range raw.Attachments {
			value, err := argument(text)
			if err != nil {
				return nil, err
			}
			out.attachments[key] = value
		}
	}
	return out, nil
}

// argument reads a string, a number, a boolean or null.
func argument(text json.RawMessage) (interface{}, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value interface{}
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	switch v := value.(type) {
	case nil, string, bool:
		return v, nil
	case json.Number:
		return number(v)
	default:
		return nil, fmt.Errorf("an argument is a string, a number, true, false or null, was %s", text)
	}
}

// nanos gives a decimal number of milliseconds as nanoseconds, exactly.
func nanos(millis string) (int64, error) {
	if whole, err := strconv.ParseInt(millis, 10, 64); err == nil {
		return whole * 1e6, nil
	}
	value, ok := new(big.Rat).SetString(millis)
	if !ok {
		return 0, fmt.Errorf("at must be a number, was %q", millis)
	}
	value.Mul(value, new(big.Rat).SetInt64(1e6))
	return new(big.Int).Quo(value.Num(), value.Denom()).Int64(), nil
}

// appendMillis writes nanoseconds as milliseconds, without a fraction that is zero.
func appendMillis(out []byte, nanos int64) []byte {
	out = strconv.AppendInt(out, nanos/1e6, 10)
	if rest := nanos % 1e6; rest != 0 {
		digits := fmt.Sprintf("%06d", rest)
		out = append(out, '.')
		out = append(out, bytes.TrimRight([]byte(digits), "0")...)
	}
	return out
}

// appendDecision writes a decision as the trace format has it.
func appendDecision(out []byte, id string, d decision) []byte {
	out = append(out, `{"id":`...)
	out = strconv.AppendQuote(out, id)
	out = append(out, `,"verdict":"`...)
	out = append(out, d.verdict...)
	out = append(out, '"')
	switch d.verdict {
	case "wait":
		out = append(out, `,"waitMs":`...)
		out = appendMillis(out, d.wait)
	case "block":
		out = append(out, `,"by":"`...)
		out = append(out, d.by...)
		out = append(out, '"')
	}
	return append(out, "}\n"...)
}
