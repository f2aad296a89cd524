// Any octets as a capture file: frames or an error that says where, never more.
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "framework/net/capture.h"

namespace {

/// A file in memory that has a path.
class MemoryFile {
 public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("capture", 0)) {
        if (descriptor_ < 0 || write(descriptor_, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
    int descriptor_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file(data, size);
    try {
        pkttest::net::CaptureReader reader(file.path());
        std::size_t octets = 0;
        for (pkttest::net::CapturedFrame frame; reader.next(frame);) octets += frame.frame.bytes.size();
        if (octets > size) std::abort();
    } catch (const std::runtime_error& error) {
        if (std::string_view(error.what()).empty()) std::abort();
    }
    return 0;
}
