package watch

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestAMachineWithoutWatchesLeft runs a test in a user namespace, where the limits of
// inotify can be lowered for it alone.
func TestAMachineWithoutWatchesLeft(t *testing.T) {
	for limit, setting := range map[string]string{"max_inotify_watches": "fs.inotify.max_user_watches", "max_inotify_instances": "fs.inotify.max_user_instances"} {
		t.Run(limit, func(t *testing.T) {
			if os.Getenv("DOSSIER_WATCH_LIMIT") == limit {
				inPoverty(t, limit, setting)
				return
			}
			if os.Getenv("DOSSIER_WATCH_LIMIT") != "" {
				return
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestAMachineWithoutWatchesLeft$", "-test.v")
			cmd.Env = append(os.Environ(), "DOSSIER_WATCH_LIMIT="+limit)
			cmd.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER,
				UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
			}
			out, err := cmd.CombinedOutput()
			switch {
			case cmd.ProcessState == nil:
				t.Skipf("skipped: no user namespace may be made here (%v)", err)
			case strings.Contains(string(out), "cannot be lowered"):
				t.Skipf("skipped: the limits of a namespace cannot be set here\n%s", out)
			case err != nil || !strings.Contains(string(out), "followed nonetheless"):
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func inPoverty(t *testing.T, limit, setting string) {
	dir := folderOf(t)
	for i := range 20 {
		write(t, fmt.Sprintf("%s/%d/deep/x.md", dir, i), "x")
	}
	allowed := "9"
	if limit == "max_inotify_instances" {
		allowed = "0"
	}
	if err := os.WriteFile("/proc/sys/user/"+limit, []byte(allowed), 0o644); err != nil {
		t.Fatalf("cannot be lowered: %v", err)
	}
	p := follow(t, Options{Roots: []string{dir}}, actual())
	p.hears(setting, "polled every 1s")
	write(t, dir+"/late/deep/x.md", "new")
	p.expect(dir + "/late/deep/x.md")
	p.forget()
	var all []string
	for path := range snapshot(t, dir) {
		if strings.HasSuffix(path, ".md") {
			write(t, path, "changed once more")
			all = append(all, path)
		}
	}
	p.expect(all...)
	t.Log("followed nonetheless")
}

func TestKindsOfFileSystems(t *testing.T) {
	t.Parallel()
	for magic, want := range map[uint32]string{
		0x6969: "NFS", 0xff534d42: "SMB", 0xfe534d42: "SMB", 0x517b: "SMB", 0x01021997: "9p", 0x65735546: "FUSE",
		0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs", 0x53464846: "drvfs", 0x00c36400: "Ceph",
		0xef53: "", 0x01021994: "", 0x794c7630: "", 0x9123683e: "", 0x58465342: "",
	} {
		if got := kindOf(magic); got != want {
			t.Errorf("%#x is %q, want %q", magic, got, want)
		}
	}
	if kind := remoteKind("/proc"); kind != "" {
		t.Errorf("/proc is on %q", kind)
	}
	if kind := remoteKind("/not there"); kind != "" {
		t.Errorf("what is not there is on %q", kind)
	}
}
