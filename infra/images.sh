#!/bin/sh
# Builds the images of compose.yaml into the Docker engine of this machine, from the clone's root or anywhere; no file of the
# build is an image's: jars, base image and nothing else, the same bytes each time.  usage: infra/images.sh [BASE]
#   BASE   a JRE of version 25 with bash; eclipse-temurin:25-jre if none is named; docker://NAME for one that the engine has
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"
mvn -q -B -Pimages -Dmaven.test.skip=true "-Dimage.base=${1:-eclipse-temurin:25-jre}" package jib:dockerBuild
