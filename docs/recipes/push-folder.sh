#!/bin/sh
# Puts a folder on a branch as its one commit: push-folder.sh FOLDER REMOTE BRANCH
# The site on a branch for Pages-like hosts, or the state between runs. Nothing changed: no push.
set -eu
folder=$(cd "${1:?which folder}" && pwd)
remote=${2:?to which repository}
branch=${3:?on which branch}

# A repository of its own: neither the folder nor your checkout becomes one or is touched.
GIT_DIR=$(mktemp -d)
trap 'rm -rf "$GIT_DIR"' EXIT
git init --quiet --bare "$GIT_DIR"
export GIT_DIR GIT_INDEX_FILE="$GIT_DIR/index"
git --work-tree="$folder" -C "$folder" -c core.autocrlf=false add --all --force .
# Tells hosts that run a site generator over the branch to leave it as it is.
git update-index --add --cacheinfo "100644,$(git hash-object -w --stdin < /dev/null),.nojekyll"
tree=$(git write-tree)

if git fetch --quiet --depth 1 "$remote" "$branch" 2> /dev/null &&
  [ "$(git rev-parse 'FETCH_HEAD^{tree}')" = "$tree" ]; then
  echo "$branch is as it should be"
  exit 0
fi
commit=$(
  GIT_AUTHOR_NAME=Karakoram GIT_AUTHOR_EMAIL=karakoram@localhost \
    GIT_COMMITTER_NAME=Karakoram GIT_COMMITTER_EMAIL=karakoram@localhost \
    git commit-tree "$tree" -m 'Karakoram'
)
git push --quiet --force "$remote" "$commit:refs/heads/$branch"
echo "$branch holds $(git ls-tree -r --name-only "$tree" | wc -l) files"
