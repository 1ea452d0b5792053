# What to compare with: sourced by the scripts of CI services. Sets `since`, empty for everything.
#   compare_with REVISION fallback   a revision that git cannot reach means everything, and is said
#   compare_with REVISION            the same, but it is left to contentai, which refuses it
compare_with() {
  since=$1
  case "$since" in
    *[!0]*) ;;
    *) # no revision, or the zeros that stand for none
      echo "contentai: 没有可比的版本（新分支、手动运行），整份都查 nothing to compare with, all is checked" >&2
      since=""
      return 0
      ;;
  esac
  if reachable; then return 0; fi
  # CI fetches as little as it can. What is missing is fetched once.
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --no-tags --unshallow origin >&2 || true
  fi
  if ! reachable && git fetch --quiet --no-tags -- origin "$since" >&2 && ! reachable; then
    # What was fetched by the name of a branch has no such name here.
    since=$(git rev-parse --verify FETCH_HEAD)
  fi
  if ! reachable && [ "${2:-}" = fallback ]; then
    echo "contentai: git 够不到 $since，整份都查 git cannot reach $since, all is checked" >&2
    since=""
  fi
}

reachable() {
  git merge-base "$since" HEAD >/dev/null 2>&1
}
