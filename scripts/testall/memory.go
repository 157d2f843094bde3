package main

import (
	"os"
	"regexp"
	"strconv"
	"syscall"
)

// sharedMemory is a file system without a disk, on Linux.
const sharedMemory = "/dev/shm"

// The tests make more than a thousand databases of some hundred files each, a few of
// them at a time: on a disk that takes longer than all they ask of them.
const (
	roomOfDatabase = 4 << 30 // what it may grow to, the log of writes included
	memoryOfTests  = 4 << 30 // what compilers, browsers and shops need besides
)

var availableMemory = regexp.MustCompile(`(?m)^MemAvailable: +(\d+) kB$`)

// inMemory says whether what needs room fits into this folder and the machine's memory.
func inMemory(dir string, room uint64, meminfo string) bool {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil || uint64(fs.Bavail)*uint64(fs.Bsize) < room {
		return false
	}
	text, err := os.ReadFile(meminfo)
	if err != nil {
		return false
	}
	m := availableMemory.FindSubmatch(text)
	if m == nil {
		return false
	}
	kB, err := strconv.ParseUint(string(m[1]), 10, 64)
	return err == nil && kB<<10 >= room+memoryOfTests
}
