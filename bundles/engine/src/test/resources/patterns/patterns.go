// Patterns and names, and what Go's regexp says of them: go run patterns.go > patterns.jsonl
// One line is [pattern, name, whether it matches], or [pattern, "", null] where Go refuses.
package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"regexp"
)

var written = []string{
	"", "a", "^GET:/orders", "^GET:/orders$", "orders$", "^(GET|POST):/api/v[0-9]+/.*$", ".*",
	"(?i)get:/ORDERS", "[[:alpha:]]+:[[:punct:]]", "[^a-c]", "[]a]", "[^]a]", "[a-]", "[-a]", "[a\\-c]",
	"\\d{2,3}", "\\bget\\b", "\\Bet", "x{,3}", "x{2", "a{0}", "a{1000}", "a{1001}", "a{2,1}", "a{02}", "(a{30}){30}",
	"a**", "a*+", "a*?", "a*??", "(a*)*", "(a|b|)+c", "*a", "(*a)", "|a", "a||b", "()", "(", ")", "a)", "[", "[a", "]",
	"{", "}", "{2}", "a{2}{3}", "\\1", "(a)\\1", "\\12", "\\0", "\\x41", "\\x{1F600}", "\\x4", "\\x{110000}", "\\z", "\\Z", "a\\",
	"\\Qa.b\\E", "\\Qa.b", "\\Qab\\E+", "(?=a)", "(?!a)", "(?<=a)b", "(?P<n>a)", "(?<n>a)", "(?P<>a)", "(?P<n-m>a)",
	"(?s).", "(?m)^b$", "(?-s).", "(?i-i)A", "(?)a", "(?-)a", "(?z)a", "(?i:a)b", "(?i)(?-i:A)b", "(?U)a+", "((?i)a)b",
	"(?i)k", "(?i)s", "(?i)[^k]", "(?i)\\w", "(?i)\\W", "(?i)[[:^lower:]]", "(?i)[\\W]", "(?i)\u00e4", "(?i)[a-z]", "(?i)[^a-z]",
	"[[:foo:]]", "[[:^digit:]]", "[[:word:]]", "[\\d-z]", "[a-\\d]", "[z-a]", "[\\b]", "\\C", "\\y", "\\_", "\\-", "\\/", "\\ ",
	"(((((((((((((((((((((a)))))))))))))))))))))", "\u65e5.\u8a9e", "[\u3040-\u309f]+", "^$", "$^", "a$b", "(^a|b$)", "^*", "$+",
	"(a*)*b", "(a|aa)+$", "(x+x+)+y", ".{3}", "..", "a.c", "a[.]c", "a\\.c", "[[:space:]]", "\\s", "\\S", "\\D+", "[^\\d\\s]",
	"[\\s\\S]", "[^\\s\\S]", "(?:)", "(|)", "(a||b)c", "[[a]", "[a[]", "[[:a]", "a{1,2}{2}", "a+{2}", "a{2}+", "(a{2})+",
}

var names = []string{
	"", "a", "b", "aa", "ab", "abc", "aab", "a.b", "ac", "A", "K", "\u212a", "s", "\u017f", "\u00c4", "\u00e4", "GET:/orders", "get:/orders",
	"POST:/api/v12/x", "xGET:/orders", "a\nb", "\n", " ", "\t", "123", "x1", "get", "_", "-", "a-c", "]", "[", "{2}", "x{,3}", "x{2",
	"\u65e5\u672c\u8a9e", "\u3042", "\U0001F600", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "xxxxxxxxxxxxxxxx", "a b", "A1", "\x00", "\n\n", "b\n", "d-z",
}

func piece(r *rand.Rand, depth int) string {
	atoms := []string{"a", "b", "c", "A", "1", "_", "-", ".", "^", "$", "\\b", "\\B", "\\d", "\\w", "\\W", "\\s", "[ab]", "[^a]", "[a-c1]", "[\\w-]", "(?i)", "\\.", "\u00e4", "[[:upper:]]"}
	reps := []string{"*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "{,2}"}
	s := ""
	for i := r.Intn(4); i >= 0; i-- {
		a := atoms[r.Intn(len(atoms))]
		if depth > 0 && r.Intn(3) == 0 {
			open := []string{"(", "(?:", "(?i:", "(?m:", "(?s:"}[r.Intn(5)]
			a = open + piece(r, depth-1) + ")"
		}
		if a != "(?i)" && r.Intn(3) == 0 {
			a += reps[r.Intn(len(reps))]
		}
		s += a
	}
	if r.Intn(4) == 0 {
		s += "|" + piece(r, depth-1)
	}
	return s
}

func name(r *rand.Rand) string {
	letters := []rune("aabbccA1_-. \n\u00e4k")
	s := ""
	for i := r.Intn(8); i > 0; i-- {
		s += string(letters[r.Intn(len(letters))])
	}
	return s
}

func say(pattern, name string) bool {
	re, err := regexp.Compile(pattern)
	row := []interface{}{pattern, name, nil}
	if err == nil {
		row[2] = re.MatchString(name)
	} else {
		row[1] = ""
	}
	line, _ := json.Marshal(row)
	fmt.Println(string(line))
	return err == nil
}

func main() {
	r := rand.New(rand.NewSource(20261124))
	for _, p := range written {
		for _, n := range names {
			if !say(p, n) {
				break
			}
		}
	}
	for i := 0; i < 600; i++ {
		p := piece(r, 2)
		for j := 0; j < 5; j++ {
			if !say(p, name(r)) {
				break
			}
		}
	}
}
