# Reads go test -json: a line for each package, all output of those that failed, and the sums into the file sum.
function field(name,   at) {
  if (!match($0, "\"" name "\":\"([^\"\\\\]|\\\\.)*\"")) return ""
  return substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 5)
}

function plain(text) {
  gsub(/\\n/, "\n", text)
  gsub(/\\t/, "\t", text)
  gsub(/\\"/, "\"", text)
  gsub(/\\u003c/, "<", text)
  gsub(/\\u003e/, ">", text)
  gsub(/\\u0026/, "\\&", text)
  gsub(/\\\\/, "\\", text)
  return text
}

{ action = field("Action"); package = field("Package"); test = field("Test") }

action == "build-output" { printf "%s", plain(field("Output")) }
action == "output" { output[package] = output[package] plain(field("Output")) }
action == "pass" && test != "" { passed++ }
action == "fail" && test != "" { failed++; within[package] = 1 }
action == "pass" && test == "" { print "ok    " package }
action == "fail" && test == "" {
  if (!(package in within)) failed++
  print "FAIL  " package
  printf "%s", output[package]
}

END { print passed + 0, failed + 0 > sum }
