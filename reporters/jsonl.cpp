// jsonl: the events themselves, one JSON object a line. Every other report can be made from it again.
#include "framework/runner/event_json.h"
#include "framework/runner/reporter.h"

namespace pkttest::reporters {

namespace {

class JsonlWriter : public runner::ReportWriter {
 public:
    explicit JsonlWriter(runner::Output output) : output_(std::move(output)) {}
    void write(const runner::Event& event) override { output_(runner::to_json_line(event) + '\n'); }
    void finish() override {}

 private:
    runner::Output output_;
};

}  // namespace

extern const Reporter jsonl = {
    .name = "jsonl",
    .title = "the events as JSON lines, without loss; `pkttest report` makes the other formats of it",
    .open = [](runner::Output output, const runner::ReporterOptions&)
        -> std::unique_ptr<runner::ReportWriter> { return std::make_unique<JsonlWriter>(std::move(output)); },
};

}  // namespace pkttest::reporters
