// A file of a test's own that goes with it.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace pkttest::net {

class TemporaryFile {
 public:
    TemporaryFile() {
        char name[] = "/tmp/pkttest-net-XXXXXX";
        ::close(::mkstemp(name));
        path_ = name;
    }
    explicit TemporaryFile(const std::vector<std::uint8_t>& content) : TemporaryFile() {
        std::ofstream(path_, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(path_.c_str()); }
    const std::string& path() const { return path_; }

 private:
    std::string path_;
};

/// "0a 0b" and "0a0b" as octets.
inline std::vector<std::uint8_t> octets(std::string_view hex) {
    std::vector<std::uint8_t> out;
    std::string digits;
    for (const char c : hex)
        if (c != ' ' && c != '\n') digits += c;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    return out;
}

/// What a program writes to standard output, "(absent)" where it is not installed.
inline std::string output_of(const std::string& command) {
    std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    std::string out;
    char piece[4096];
    while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe)) out.append(piece, got);
    const int status = ::pclose(pipe);
    return status == 127 * 256 ? "(absent)" : out;
}

}  // namespace pkttest::net
