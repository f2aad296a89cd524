// Evidence: what a test's frames were, for reports and recordings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "framework/exchange/observer.h"
#include "framework/runner/event.h"

namespace pkttest::runner {

/// A packet's fields by their bits, all layers, outermost first.
std::vector<FieldSpan> field_spans(const Packet& packet);

/// Collects the frames of one test as the exchange tells of them.
class Evidence : public exchange::Observer {
 public:
    struct Record {
        std::uint64_t id = 0;
        std::size_t link = 0;
        bool sent = false;
        exchange::Time time{0};
        Packet packet;
        std::string note;
        std::string step;  ///< The step that ran then, as written.
    };

    void frame(const exchange::FrameNotice& notice) override;
    void matched(std::uint64_t id) override;
    void answered(std::uint64_t id, std::string_view machine) override;

    /// Forgets all; times of events count from `start`.
    void begin(exchange::Time start);
    void set_step(std::string_view text) { step_ = text; }
    const std::vector<Record>& records() const { return records_; }
    /// Frames that came after the bound and are in no report.
    std::uint64_t left_out() const { return left_out_; }
    /// An event's form. `names`: of the links.
    FrameSeen seen(const Record& record, const std::string& link, bool with_fields) const;
    exchange::Time start() const { return start_; }
    std::int64_t since_start(exchange::Time time) const { return (time - start_).count(); }

 private:
    void add_note(std::uint64_t id, std::string_view note);

    std::vector<Record> records_;
    std::string step_;
    exchange::Time start_{0};
    std::uint64_t left_out_ = 0;
};

}  // namespace pkttest::runner
