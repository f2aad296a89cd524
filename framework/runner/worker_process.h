// WorkerProcess: a process of this program's own that does a part of its work and tells of it.
//
//     WorkerProcess worker([&](const WorkerProcess::Tell& tell) { tell('E', "…"); return 0; });
//     while (worker.read(take)) poll(worker.descriptor());
//     int wait_status = worker.wait();
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

namespace pkttest::runner {

class WorkerProcess {
 public:
    /// Tells the parent something: what kind of thing it is, and octets. From any thread.
    using Tell = std::function<void(char kind, std::string_view text)>;
    using Take = std::function<void(char kind, std::string_view text)>;

    /// Forks. `body` runs in the new process, which ends with the status that it gives; it has everything as
    /// it was here, but no thread and no report of the parent's. It gets SIGTERM where the parent ends before
    /// it. Throws std::system_error. To be made while no other thread runs.
    explicit WorkerProcess(const std::function<int(const Tell&)>& body);
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;
    ~WorkerProcess();  ///< Kills it where it still runs.

    /// Readable when there is something to read.
    int descriptor() const { return input_; }
    /// Reads what there is and hands over what has come whole; false at the end. Waits where there is
    /// nothing.
    bool read(const Take& take);
    void stop() const;  ///< SIGTERM.
    void kill() const;  ///< SIGKILL; wait() and read() tell of the end.
    /// Waits for its end; its status as waitpid(2) gives it.
    int wait();

 private:
    pid_t pid_ = 0;
    int input_ = -1;
    std::string unread_;  ///< The begin of what comes.
};

/// "was ended by signal 9 (Killed)", "ended with exit status 3".
std::string ending_text(int wait_status);

}  // namespace pkttest::runner
