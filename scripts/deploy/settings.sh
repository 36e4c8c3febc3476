# shellcheck shell=bash
# What deploy-resources.sh is told by the environment, checked; it sources this.

check_suffix() {
  [ -n "${suffix:-}" ] ||
    fail 'suffix: expected a name of your own, found none; call as: suffix=courseX url=http://my.url ./deploy-resources.sh'
  [[ $suffix =~ ^[A-Za-z]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?$ ]] ||
    fail "suffix: expected at most 20 letters, digits and hyphens, a letter first and no hyphen last, found \"$suffix\"."
}

check_url() {
  [ -n "${url:-}" ] ||
    fail "url: expected the page to scrape, found none; call as: suffix=$suffix url=http://my.url ./deploy-resources.sh"
  [[ $url =~ ^https?://[^/?#[:space:]]+[^[:space:]]*$ ]] ||
    fail "url: expected an address as http://my.url/page, found \"$url\"."
  local private='localhost|\[::1\]|(127|10)\.[0-9.]+|192\.168\.[0-9.]+|172\.(1[6-9]|2[0-9]|3[01])\.[0-9.]+|169\.254\.[0-9.]+'
  if [ -z "$emulator" ] && [[ $url =~ ^https?://($private)([:/?#]|$) ]]; then
    fail "url: expected a page that AWS can reach, found \"$url\", whose address is this machine's or its network's own."
  fi
}

# one NAME VALUE...: the variable is unset or one of the values
one() {
  local name=$1 value=${!1:-} each
  shift
  for each in '' "$@"; do
    if [ "$value" = "$each" ]; then return; fi
  done
  fail "$name: expected one of $*, found \"$value\"."
}

check_settings() {
  one reading_needs_key true false
  one runtime java25 java21
  one LOG_LEVEL DEBUG INFO WARN
  local known
  known=$(basename -s .yml recipes/*.yml | tr '\n' ' ')
  # shellcheck disable=SC2086 # one word a recipe
  one recipe $known
  if ! [[ ${MAX_PAGE_BYTES:-1} =~ ^[1-9][0-9]{0,7}$ ]] || ((${MAX_PAGE_BYTES:-1} > 67108864)); then
    fail "MAX_PAGE_BYTES: expected a whole number from 1 to 67108864, found \"$MAX_PAGE_BYTES\"."
  fi
  [[ ${shards:-1} =~ ^([1-9]|10)$ ]] ||
    fail "shards: expected a whole number from 1 to 10, found \"$shards\"."
  [[ ${alarm_email:-a@b} =~ ^[^@[:space:]]+@[^@[:space:]]+$ ]] ||
    fail "alarm_email: expected an address as me@my.org, found \"$alarm_email\"."
  [[ ${AWS_REGION:-eu-west-2} =~ ^[a-z]{2}(-[a-z]+)+-[0-9]$ ]] ||
    fail "AWS_REGION: expected a region as eu-west-2, found \"$AWS_REGION\"."
  check_schedule
}

# A scrape is missed after twice the time between two, and after an hour at the least. An alarm looks
# back a week: where that is too short, there is none.
check_schedule() {
  local hours=0 number
  if [ -z "${schedule:-}" ]; then
    unset scrape_expected_hours
    return
  elif [[ $schedule =~ ^rate\((1\ (minute|hour|day)|([2-9]|[1-9][0-9]{1,4})\ (minute|hour|day)s)\)$ ]]; then
    number=${schedule//[^0-9]/}
    case $schedule in
    *minute*) hours=$(((2 * number + 59) / 60)) ;;
    *hour*) hours=$((2 * number)) ;;
    *day*) hours=$((48 * number)) ;;
    esac
  elif [[ $schedule =~ ^cron\([^\ ]+\ [^\ ]+\ ([^\ ]+)\ ([^\ ]+)\ ([^\ ]+)\ [^\ ]+\)$ ]]; then
    # Each day, or on working days, or rarer.
    case "${BASH_REMATCH[1]} ${BASH_REMATCH[2]} ${BASH_REMATCH[3]}" in
    '* * ?' | '? * *') hours=49 ;;
    '? * MON-FRI' | '? * 2-6') hours=97 ;;
    *) hours=169 ;;
    esac
  else
    fail "schedule: expected 'rate(6 hours)' or 'cron(0 6 * * ? *)' (minute, hour, day, month, day of the week, year), found \"$schedule\"."
  fi
  if ((hours > 168)); then
    unset scrape_expected_hours
    echo "note: with $schedule no alarm tells that a scrape did not come: alarms look back a week at most."
  else
    export scrape_expected_hours=$((hours < 1 ? 1 : hours))
  fi
}
