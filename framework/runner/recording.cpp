// Recordings: written test by test, so that a run that was killed leaves what it saw.
#include "framework/runner/recording.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "framework/net/capture.h"
#include "framework/runner/ownership.h"

namespace pkttest::runner {

namespace {

using nlohmann::json;

constexpr const char* index_name = "recording.jsonl";
constexpr int format_version = 1;

json to_json(const RecordedPort& port) {
    return {{"name", port.name},
            {"link_type", port.link_type},
            {"hardware_address", port.hardware_address},
            {"dropped", port.dropped},
            {"memory", port.memory},
            {"addresses", port.addresses},
            {"blind_spot", port.blind_spot}};
}

RecordedPort port_from_json(const json& in) {
    RecordedPort port;
    in.at("name").get_to(port.name);
    in.at("link_type").get_to(port.link_type);
    in.at("hardware_address").get_to(port.hardware_address);
    in.at("dropped").get_to(port.dropped);
    in.at("memory").get_to(port.memory);
    in.at("addresses").get_to(port.addresses);
    port.blind_spot = in.value("blind_spot", "");
    return port;
}

RecordedTest test_from_json(const json& in) {
    RecordedTest test;
    in.at("file").get_to(test.file);
    test.start = exchange::Time(in.at("start_ns").get<std::int64_t>());
    for (const json& port : in.at("links")) test.ports.push_back(port_from_json(port));
    return test;
}

net::Frame frame_of(const Evidence::Record& record, std::string comment) {
    net::Frame frame;
    const auto octets = record.packet.received();
    frame.bytes.assign(octets.begin(), octets.end());
    frame.wire_length = std::max(record.packet.wire_length, static_cast<std::uint32_t>(octets.size()));
    frame.time = record.time;
    frame.direction = record.sent ? net::Direction::sent : net::Direction::received;
    frame.comment = std::move(comment);
    return frame;
}

}  // namespace

std::string file_name_of(std::uint64_t number, std::string_view name) {
    constexpr std::size_t longest = 80;
    std::string out = fmt::format("{:04}-", number);
    for (const char c : name.substr(0, longest)) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
        if (plain || out.back() != '_') out += plain ? c : '_';
    }
    return out;
}

void write_capture(const std::string& path, const std::vector<RecordedPort>& ports,
                   const std::vector<Evidence::Record>& records) {
    net::CaptureWriter writer(path);
    for (const RecordedPort& port : ports) writer.add_interface(port.name, port.link_type);
    std::string last;
    for (const Evidence::Record& record : records) {
        writer.write(static_cast<std::uint32_t>(record.link),
                     frame_of(record, record.step == last ? "" : record.step));
        last = record.step;
    }
    writer.close();
    give_to_caller(path);
}

RecordingWriter::RecordingWriter(std::string folder, std::uint64_t seed) : folder_(std::move(folder)) {
    make_folder(folder_);
    const std::string path = folder_ + "/" + index_name;
    index_.open(path, std::ios::trunc);
    if (!index_) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
    give_to_caller(path);
    index_ << json{{"pkttest", format_version}, {"seed", seed}}.dump() << std::endl;
}

void RecordingWriter::write(const std::string& id, const RecordedTest& test,
                            const std::vector<Evidence::Record>& records) {
    write_capture(folder_ + "/" + test.file, test.ports, records);
    json ports = json::array();
    for (const RecordedPort& port : test.ports) ports.push_back(to_json(port));
    const json line = {{"id", id}, {"file", test.file}, {"start_ns", test.start.count()}, {"links", ports}};
    // One write a line: processes that were forked share the file.
    index_ << line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n" << std::flush;
    if (!index_) throw std::system_error(errno, std::generic_category(), "cannot write to " + folder_);
}

Recording::Recording(std::string folder) : folder_(std::move(folder)) {
    std::ifstream file(folder_ + "/" + index_name);
    if (!file) throw std::runtime_error(folder_ + " holds no recording: it has no " + index_name);
    std::string line;
    std::size_t number = 1;
    try {
        std::getline(file, line);
        seed_ = json::parse(line).at("seed").get<std::uint64_t>();
        for (number = 2; std::getline(file, line); ++number) {
            const json entry = json::parse(line);
            tests_[entry.at("id").get<std::string>()] = test_from_json(entry);
        }
    } catch (const json::exception&) {
        throw std::runtime_error(
            fmt::format("{}/{} is no index of a recording: line {} is not one of its lines", folder_,
                        index_name, number));
    }
}

const RecordedTest* Recording::find(const std::string& id) const {
    const auto found = tests_.find(id);
    return found == tests_.end() ? nullptr : &found->second;
}

std::vector<std::shared_ptr<net::RecordedLink>> Recording::open(const RecordedTest& test) const {
    std::vector<std::vector<net::Frame>> frames(test.ports.size());
    net::CaptureReader reader(folder_ + "/" + test.file);
    for (net::CapturedFrame each; reader.next(each);) {
        if (each.interface >= frames.size()) continue;
        each.frame.time -= test.start;
        frames[each.interface].push_back(std::move(each.frame));
    }
    std::vector<std::shared_ptr<net::RecordedLink>> links;
    for (std::size_t i = 0; i < test.ports.size(); ++i) {
        const RecordedPort& port = test.ports[i];
        links.push_back(std::make_shared<net::RecordedLink>(port.name, port.link_type, std::move(frames[i])));
        links.back()->set_blind_spot(reader.truncated().empty() ? port.blind_spot : reader.truncated());
        if (!port.hardware_address.empty()) links.back()->set_hardware_address(port.hardware_address);
    }
    return links;
}

}  // namespace pkttest::runner
