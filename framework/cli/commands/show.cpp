// pkttest show: dissects a capture, or octets given in hexadecimal.
#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <memory>

#include "framework/cli/campaign_options.h"
#include "framework/cli/subcommand.h"
#include "framework/net/capture.h"
#include "framework/packet/link_types.h"
#include "framework/packet/packet.h"
#include "framework/packet/text.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::string what, first;
    std::uint64_t count = 0, skip = 0;
    bool fields = false, octets = false, commands = false, json = false;
};

void print_json(const Packet& packet, std::uint64_t number) {
    fmt::print(R"({{"number": {}, "octets": {}, "summary": {}, "malformed": {}, "layers": {}}})"
               "\n",
               number, packet.received().size(), json_string(summary(packet)),
               json_string(packet.malformed()), json_layers(packet));
}

void print(const Packet& packet, std::uint64_t number, const Arguments& arguments) {
    if (arguments.json) return print_json(packet, number);
    fmt::print("{:>5}  {}{}\n", number, summary(packet),
               packet.malformed().empty() ? "" : fmt::format("  [{}]", packet.malformed()));
    if (arguments.commands) fmt::print("{}\n", command(packet));
    if (arguments.fields) fmt::print("{}", show(packet));
    if (arguments.octets) fmt::print("{}", hexdump(packet.received()));
}

const Protocol& protocol_named(const std::string& name) {
    if (const Protocol* protocol = find_protocol(name)) return *protocol;
    throw UsageError("--first", fmt::format("knows no layer '{}'", name));
}

int show_capture(const Arguments& arguments) {
    net::CaptureReader reader(arguments.what);
    std::uint64_t number = 0, shown = 0;
    for (net::CapturedFrame frame; reader.next(frame);) {
        if (++number <= arguments.skip) continue;
        const Protocol& first = arguments.first.empty() ? first_protocol(frame.link_type, frame.frame.bytes)
                                                        : protocol_named(arguments.first);
        print(Packet::dissect(frame.frame.bytes, first), number, arguments);
        if (arguments.count != 0 && ++shown == arguments.count) break;
    }
    if (reader.truncated().empty()) return 0;
    fmt::print(stderr, "{}: {}\n", arguments.what, reader.truncated());
    return static_cast<int>(runner::Exit::environment);  // What could be read is shown; it is not all.
}

/// Octets from "45 00 00:1c…"; blanks and colons do not count.
Octets parse_hex(const std::string& text) {
    std::string digits;
    for (const char c : text)
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
            digits += c;
        else if (c != ' ' && c != ':' && c != '\n' && c != '\t')
            throw UsageError("WHAT", fmt::format("'{}' is neither a file nor octets in hexadecimal", text));
    if (digits.size() % 2 != 0) throw UsageError("WHAT", "an odd number of hexadecimal digits");
    Octets out;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        out.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    return out;
}

int show(Arguments& arguments) {
    if (std::filesystem::exists(arguments.what)) return show_capture(arguments);
    const Octets octets = parse_hex(arguments.what);
    arguments.fields = arguments.octets = true;
    print(Packet::dissect(octets, protocol_named(arguments.first.empty() ? "Ether" : arguments.first)), 1,
          arguments);
    return 0;
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command.option("WHAT", arguments->what, "A capture file (pcap or pcapng), or octets in hexadecimal.")
        .required();
    command.option("--first", arguments->first,
                   "The outermost layer; else the capture's link type, Ether for octets.");
    command.option("-c,--count", arguments->count, "At most so many packets.").check(whole_number(0));
    command.option("-s,--skip", arguments->skip, "Leave out so many packets first.").check(whole_number(0));
    command.flag("-v,--fields", arguments->fields, "Every field.");
    command.flag("-x,--hexdump", arguments->octets, "The octets.");
    command.flag("--json", arguments->json,
                 "For programs: a JSON object a line, with every layer and value.");
    command.flag("--command", arguments->commands, "An expression that builds the packet again.");
    return [arguments] { return show(*arguments); };
}

}  // namespace

extern const Subcommand show_command = {"show", "Dissect a capture, or octets given in hexadecimal.",
                                        declare};

}  // namespace pkttest::cli
