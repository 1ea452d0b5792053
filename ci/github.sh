#!/usr/bin/env bash
# The work of action.yml: annotations, a SARIF file, a job summary. Inputs come as variables.
set -euo pipefail
# shellcheck source=ci/since.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/since.sh"

trimmed() {
  local text=${1#"${1%%[![:space:]]*}"}
  printf '%s' "${text%"${text##*[![:space:]]}"}"
}

# -P: a folder of the checkout must not stand in for a package.
contentai() { "${CONTENTAI_PYTHON:-python}" -P -m contentai "$@"; }

options=()
if [ -n "${INPUT_CONFIG:-}" ]; then options+=(--config "$INPUT_CONFIG"); fi
baseline=${INPUT_BASELINE:-}
if [ -z "$baseline" ] && [ -f contentai-baseline.json ]; then baseline=contentai-baseline.json; fi
if [ -n "$baseline" ]; then options+=(--baseline "$baseline"); fi

scope=$(trimmed "${INPUT_SCOPE:-}")
case "${scope:=changed}" in
  changed | all) ;;
  *)
    echo "::error title=contentai::scope 写 changed 或 all，不认识 ${scope//$'\n'/ } scope is changed or all"
    echo "status=2" >>"$GITHUB_OUTPUT"
    exit 2
    ;;
esac

since=""
if [ -n "${INPUT_SINCE:-}" ]; then
  compare_with "$INPUT_SINCE"
elif [ "$scope" = changed ]; then
  compare_with "${EVENT_BASE:-}" fallback
fi
if [ -n "$since" ]; then options+=(--changed-since "$since"); fi

paths=()
hints=""
while IFS= read -r path || [ -n "$path" ]; do
  path=$(trimmed "$path")
  if [ -z "$path" ]; then continue; fi
  paths+=("$path")
  if [ -e "$path" ]; then continue; fi
  case "$path" in
    *[*?[,]*)
      hint="contentai: paths 一行一个文件或目录，不展开通配、不用逗号隔开：$path paths are files and folders, one a line; no patterns, no commas"
      echo "$hint" >&2
      hints+="$hint"$'\n\n'
      ;;
  esac
done <<<"${INPUT_PATHS:-.}"
# A path that begins with a dash is no option.
options+=(--)
options+=("${paths[@]}")

fail_on=()
if [ -n "${INPUT_FAIL_ON:-}" ]; then fail_on=(--fail-on "$INPUT_FAIL_ON"); fi

status=0
contentai lint --format github ${fail_on[@]+"${fail_on[@]}"} "${options[@]}" || status=$?
sarif="${RUNNER_TEMP:-.}/contentai.sarif"
rm -f -- "$sarif"
# What went wrong was told by the first run.
contentai lint --format sarif --output "$sarif" --fail-on never "${options[@]}" 2>/dev/null || true
printf '%s' "$hints" >>"$GITHUB_STEP_SUMMARY"
if ! contentai lint --format markdown --fail-on never "${options[@]}" 2>/dev/null >>"$GITHUB_STEP_SUMMARY"; then
  if [ "$status" = 2 ]; then
    echo "contentai: 没能检查完，见日志 not all could be checked, see the log" >>"$GITHUB_STEP_SUMMARY"
  fi
fi
{
  echo "status=$status"
  if [ -f "$sarif" ]; then echo "sarif=$sarif"; fi
} >>"$GITHUB_OUTPUT"
if [ "$status" = 2 ]; then
  echo "::error title=contentai::没能检查完（不是稿件的问题），见上 not all could be checked, see above"
fi
exit "$status"
