// Named network namespaces: files under /run/netns, each a mount of a namespace.
#include "framework/net/namespaces.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "framework/net/descriptor.h"
#include "framework/net/in_namespace.h"

namespace pkttest::net {

namespace {

bool is_inside(const std::string& process, const struct stat& space) {
    struct stat own {};
    const std::string path = "/proc/" + process + "/ns/net";
    return ::stat(path.c_str(), &own) == 0 && own.st_dev == space.st_dev && own.st_ino == space.st_ino;
}

/// Returns when the process has ended, so that nothing of it is left behind the namespace; a second at most.
void kill_and_wait(pid_t process) {
    constexpr int most_milliseconds = 1000;
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
    ::kill(process, SIGKILL);
    if (handle < 0) return;
    pollfd end{handle, POLLIN, 0};
    ::poll(&end, 1, most_milliseconds);
    ::close(handle);
}

void kill_inside(const std::string& path) {
    // Held open: a namespace that ends meanwhile would leave its number to another's new one.
    const Descriptor held(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat space {};
    if (::fstat(held.get(), &space) != 0) return;
    std::error_code error;
    for (std::filesystem::directory_iterator each("/proc", error), end; !error && each != end;
         each.increment(error)) {
        const std::string name = each->path().filename();
        pid_t process = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
        if (read.ec != std::errc{} || read.ptr != name.data() + name.size()) continue;
        if (process > 1 && process != ::getpid() && is_inside(name, space)) kill_and_wait(process);
    }
}

}  // namespace

std::vector<std::string> find_namespaces(std::string_view prefix) {
    std::vector<std::string> out;
    std::error_code error;
    for (std::filesystem::directory_iterator each("/run/netns", error), end; !error && each != end;
         each.increment(error)) {
        std::string name = each->path().filename();
        if (name.starts_with(prefix)) out.push_back(std::move(name));
    }
    return out;
}

void delete_namespace(const std::string& name) noexcept {
    try {
        const std::string path = namespace_path(name);
        kill_inside(path);
        ::umount2(path.c_str(), MNT_DETACH);
        ::unlink(path.c_str());
    } catch (const std::exception&) {
        // Out of memory: the next run removes it.
    }
}

}  // namespace pkttest::net
