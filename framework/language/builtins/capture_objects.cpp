// Captures as objects: PcapReader, which is gone through packet by packet, and PcapWriter, which is added to.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

class Reader final : public ScriptObject {
 public:
    explicit Reader(List packets) : packets(std::move(packets)) {}
    std::string_view kind() const override { return "capture reader"; }
    std::span<const Builtin> methods() const override;
    std::optional<List> take_items() override { return take(packets.size()); }
    bool is_manager() const override { return true; }
    /// The next packets, so many at most.
    List take(std::size_t count) {
        const std::size_t end = next + std::min(count, packets.size() - next);
        List out(packets.begin() + static_cast<std::ptrdiff_t>(next),
                 packets.begin() + static_cast<std::ptrdiff_t>(end));
        next = end;
        return out;
    }
    List packets;
    std::size_t next = 0;
};

Value read_packet(Call& call) {
    const List one = object_as<Reader>(*call.self)->take(1);
    if (one.empty()) throw EvaluationError(call.span, "the capture has no more packets").as("EOFError");
    return one.front();
}

Value read_all(Call& call) {
    const Integer count = call.integer(0, -1);
    auto* reader = object_as<Reader>(*call.self);
    return Value(reader->take(count < 0 ? reader->packets.size() : static_cast<std::size_t>(count)));
}

class Writer final : public ScriptObject {
 public:
    Writer(std::string path, CaptureOptions options) : path(std::move(path)), options(std::move(options)) {}
    std::string_view kind() const override { return "capture writer"; }
    std::span<const Builtin> methods() const override;
    bool is_manager() const override { return true; }
    std::string path;
    CaptureOptions options;  ///< After the first write it appends.
};

Value write(Call& call) {
    auto* writer = object_as<Writer>(*call.self);
    try {
        call.variables.services().write_capture(writer->path, to_packets(call[0], call.arguments[0].span),
                                                writer->options);
    } catch (const EvaluationError&) {
        throw;
    } catch (const std::exception& error) {
        call.fail(error.what());
    }
    writer->options.append = true;
    return {};
}

Value nothing(Call&) { return {}; }

constexpr auto none = Kind::none;

constexpr Builtin reader_table[] = {
    {"read_packet", {}, Kind::packet, "The next packet; EOFError behind the last one.", read_packet},
    {"recv", {}, Kind::packet, "The next packet; EOFError behind the last one.", read_packet},
    {"read_all", {{optional("count", Kind::number)}}, Kind::list, "The packets that are left.", read_all},
    {"close", {}, none, "Nothing: the file is closed.", nothing},
};
constexpr Builtin writer_table[] = {
    {"write", {{{"pkt"}}}, none, "Adds a packet or several to the file.", write},
    {"flush", {}, none, "Nothing: all is written.", nothing},
    {"close", {}, none, "Nothing: all is written.", nothing},
};

Value run_reader(Call& call) {
    try {
        return object_value<Reader>(call.variables.services().read_capture(call.octets(0)));
    } catch (const EvaluationError&) {
        throw;
    } catch (const std::exception& error) {
        call.fail(0, error.what());
    }
}

Value writer(const Call& call, bool pcapng) {
    CaptureOptions options;
    options.pcapng = pcapng;
    options.append = call.truth(1);
    options.compressed = call.truth(3);
    if (call.has(2)) options.link_type = static_cast<int>(call.integer_within(2, 0, 65535));
    return object_value<Writer>(call.octets(0), options);
}
Value run_writer(Call& call) { return writer(call, false); }
Value run_writer_ng(Call& call) { return writer(call, true); }

constexpr Parameter file = {"filename", Kind::text};
constexpr std::array<Parameter, Builtin::most_parameters> of_writer = {
    {file, optional("append"), optional("linktype", Kind::number), optional("gz"), optional("sync")}};

}  // namespace

std::span<const Builtin> Reader::methods() const { return reader_table; }
std::span<const Builtin> Writer::methods() const { return writer_table; }

extern const Builtin builtin_pcap_reader = {
    "PcapReader", {{file}}, Kind::unknown, "A capture file, packet by packet.", run_reader};
extern const Builtin builtin_pcap_ng_reader = {
    "PcapNgReader", {{file}}, Kind::unknown, "A capture file, packet by packet.", run_reader};
extern const Builtin builtin_pcap_writer = {"PcapWriter", of_writer, Kind::unknown,
                                            "A capture file to add packets to.", run_writer};
extern const Builtin builtin_pcap_ng_writer = {"PcapNgWriter", of_writer, Kind::unknown,
                                               "A pcapng file to add packets to.", run_writer_ng};

}  // namespace pkttest::language
