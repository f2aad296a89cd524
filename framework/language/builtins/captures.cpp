// Functions about capture files: rdpcap, wrpcap, wrpcapng.
#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/files.h"
#include "framework/language/values/packet_list_value.h"

namespace pkttest::language {

namespace {

/// Whatever goes wrong with a file is the name's fault.
template <class Work>
void with_file(const Call& call, Work work) {
    try {
        auto* file = object_as<File>(call[0]);
        work(call.variables.services(), file != nullptr ? path_of(*file) : call.octets(0));
    } catch (const EvaluationError&) {
        throw;
    } catch (const std::exception& error) {
        call.fail(0, error.what());
    }
}

/// The name of the file without its folder.
std::string file_name(const Call& call) {
    auto* file = object_as<File>(call[0]);
    const std::string path = file != nullptr ? path_of(*file) : call.octets(0);
    return path.substr(path.rfind('/') + 1);
}

Value run_rdpcap(Call& call) {
    List packets;
    const Integer given = call.integer(1, -1);
    std::optional<std::size_t> count;
    if (given >= 0) count = static_cast<std::size_t>(std::min<Integer>(given, most_items));
    with_file(call, [&](Services& services, const std::string& path) {
        packets = services.read_capture(path, count);
    });
    return packet_list(std::move(packets), file_name(call));
}

void write(const Call& call, const CaptureOptions& options) {
    const std::vector<Packet> packets = to_packets(call[1], call.arguments[1].span);
    with_file(call, [&](Services& services, const std::string& path) {
        services.write_capture(path, packets, options);
    });
}

Value run_wrpcap(Call& call) {
    CaptureOptions options;
    options.append = call.truth(2);
    if (call.has(3)) options.link_type = static_cast<int>(call.integer_within(3, 0, 65535));
    options.microseconds = call.has(5) && !call.truth(5);
    options.compressed = call.truth(4);
    write(call, options);
    return {};
}

Value run_wrpcapng(Call& call) {
    CaptureOptions options;
    options.pcapng = true;
    write(call, options);
    return {};
}

constexpr auto text = Kind::text, number = Kind::number;

}  // namespace

extern const Builtin builtin_rdpcap = {"rdpcap",
                                       {{{"filename"}, optional("count", number)}},
                                       Kind::list,
                                       "The packets of a capture file: pcap or pcapng, compressed or not.",
                                       run_rdpcap};
extern const Builtin builtin_wrpcap = {
    "wrpcap",
    {{{"filename", text},
      {"pkt"},
      optional("append"),
      optional("linktype", number),
      optional("gz"),
      optional("nano")}},
    Kind::none,
    "Writes packets to a capture file; compressed where its name ends in .gz.",
    run_wrpcap};
extern const Builtin builtin_wrpcapng = {"wrpcapng",
                                         {{{"filename", text}, {"pkt"}}},
                                         Kind::none,
                                         "Writes packets with their comments to a pcapng file.",
                                         run_wrpcapng};

}  // namespace pkttest::language
