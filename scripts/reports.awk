# Surefire's and Failsafe's XML reports as lines of fields with tabs between: 'class' name, seconds;
# 'test' name; and below a test that did not pass 'skipped', or 'bad' name, message. It is the tests
# that are listed, for a suite's own counts leave out those of a nested class. What a test printed
# stands in CDATA, and is passed over.

function of(name,    text) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  gsub(/&#(9|10|13);|\t/, " ", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "\047", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&amp;/, "\\&", text)
  gsub(/  +/, " ", text)
  sub(/^ /, "", text)
  return text
}

function pass_over_quoted(    left, at) {
  left = $0
  while (at = index(left, quoted ? "]]>" : "<![CDATA[")) {
    left = substr(left, at + 3)
    quoted = !quoted
  }
}

FNR == 1 { quoted = bad = 0 }

!quoted && /^ *<testsuite / {
  seconds = of("time")
  gsub(/,/, "", seconds)
  print "class\t" of("name") "\t" seconds
}

!quoted && /^ *<testcase / {
  test = of("classname") "." of("name")
  sub(/\.$/, "", test)
  bad = 0
  print "test\t" test
}

!quoted && /^ *<skipped/ { print "skipped\t" test }

!quoted && !bad && /^ *<(failure|error)[ >]/ {
  bad = 1
  message = of("message")
  print "bad\t" test "\t" (message == "" ? of("type") : message)
}

{ pass_over_quoted() }
