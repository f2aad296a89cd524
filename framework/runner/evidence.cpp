// Evidence: frames kept, noted and shown.
#include "framework/runner/evidence.h"

#include <algorithm>

#include "framework/packet/shape.h"

namespace pkttest::runner {

namespace {

/// A test keeps so many frames; its counts go on.
constexpr std::size_t most_frames = 100'000;

/// "IP", and "IP:2" for the second one.
std::string layer_name(const Packet& packet, std::size_t index) {
    int nth = 1;
    for (std::size_t i = 0; i < index; ++i) nth += packet[i].is(packet[index].protocol().name) ? 1 : 0;
    std::string name(packet[index].protocol().name);
    return nth == 1 ? name : name + ":" + std::to_string(nth);
}

}  // namespace

std::vector<FieldSpan> field_spans(const Packet& packet) {
    std::vector<FieldSpan> out;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        const std::size_t base = static_cast<std::size_t>(layer.slot().start) * 8;
        const std::string name = layer_name(packet, i);
        for (const Field& field : layer.protocol().fields) {
            const auto place = layer.place(field);
            if (!place) continue;
            out.push_back({name, std::string(field.name),
                           field.shape->represent(field, layer.internal(field)),
                           static_cast<std::uint32_t>(base + place->first),
                           static_cast<std::uint32_t>(base + place->second)});
        }
    }
    return out;
}

void Evidence::begin(exchange::Time start) {
    records_.clear();
    step_.clear();
    start_ = start;
    left_out_ = 0;
}

void Evidence::frame(const exchange::FrameNotice& notice) {
    if (records_.size() >= most_frames) {
        ++left_out_;
        return;
    }
    records_.push_back(
        {notice.id, notice.link, notice.sent, notice.time, notice.packet, std::string(notice.note), step_});
    const std::string_view why = notice.packet.malformed();
    if (!why.empty()) add_note(notice.id, "malformed: " + std::string(why));
}

void Evidence::add_note(std::uint64_t id, std::string_view note) {
    const auto found =
        std::lower_bound(records_.begin(), records_.end(), id,
                         [](const Record& record, std::uint64_t wanted) { return record.id < wanted; });
    if (found == records_.end() || found->id != id) return;
    if (!found->note.empty()) found->note += ", ";
    found->note += note;
}

void Evidence::matched(std::uint64_t id) { add_note(id, "matched"); }

void Evidence::answered(std::uint64_t id, std::string_view machine) {
    add_note(id, "answered by " + std::string(machine));
}

FrameSeen Evidence::seen(const Record& record, const std::string& link, bool with_fields) const {
    FrameSeen out;
    out.link = link;
    out.sent = record.sent;
    out.time_ns = since_start(record.time);
    out.summary = summary(record.packet);
    const auto octets = record.packet.received();
    out.bytes.assign(octets.begin(), octets.end());
    if (with_fields) out.fields = field_spans(record.packet);
    out.note = record.note;
    return out;
}

}  // namespace pkttest::runner
