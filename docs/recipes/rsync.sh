#!/bin/sh
# Brings out/ to a folder of a web server: rsync.sh OUT HOST:FOLDER (or a folder of this machine)
# Pages before the feeds that point to them, stale files last. The folder must hold nothing else.
set -eu
out=${1:?which folder}
target=${2:?where to}

# Times are kept, so that servers go on answering 304; each file is replaced whole.
rsync --archive --compress --delay-updates \
  --exclude='/*.xml' --exclude='/*.opml' --exclude=/feed.json --exclude=/manifest.json \
  "${out%/}/" "${target%/}/"
rsync --archive --compress --delay-updates --delete-after "${out%/}/" "${target%/}/"
