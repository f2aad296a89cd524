// BPF filters through libpcap's compiler and interpreter.
#include "framework/net/bpf.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "framework/net/libpcap.h"

namespace pkttest::net {

namespace {

constexpr int snap_length = 262144;

/// Before libpcap 1.8 its compiler kept its state in globals.
std::mutex& compiler() {
    static std::mutex mutex;
    return mutex;
}

/// Compiles into `program`; libpcap's reason where it cannot.
std::string compile(std::string_view expression, int link_type, bpf_program& program) {
    if (expression.find('\0') != std::string_view::npos) return "it holds a NUL character";
    const Libpcap& pcap = libpcap();
    const std::lock_guard lock(compiler());
    const std::unique_ptr<pcap_t, void (*)(pcap_t*)> handle(pcap.open_dead(link_type, snap_length),
                                                            pcap.close);
    if (!handle) return "out of memory";
    if (pcap.compile(handle.get(), &program, std::string(expression).c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0)
        return {};
    const std::string reason = pcap.geterr(handle.get());
    return reason.empty() ? "unknown error" : reason;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

struct Filter::Program {
    bpf_program code{};
    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (code.bf_insns != nullptr) libpcap().freecode(&code);
    }
};

Filter::Filter(std::string_view expression, int link_type) {
    if (is_blank(expression)) return;
    auto program = std::make_shared<Program>();
    const std::string reason = compile(expression, link_type, program->code);
    if (!reason.empty())
        throw std::invalid_argument(fmt::format("wrong filter \"{}\": {}", expression, reason));
    program_ = std::move(program);
}

bool Filter::matches(std::span<const std::uint8_t> octets, std::uint32_t wire_length) const {
    if (!program_) return true;
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(octets.size());
    header.len = std::max(header.caplen, wire_length);
    return libpcap().offline_filter(&program_->code, &header, octets.data()) != 0;
}

std::string filter_error(std::string_view expression, int link_type) {
    if (is_blank(expression)) return {};
    bpf_program program{};
    std::string reason = compile(expression, link_type, program);
    if (program.bf_insns != nullptr) libpcap().freecode(&program);
    return reason;
}

}  // namespace pkttest::net
