// Reads: which values of crafted layers are asked for while something is built. What nobody asks for does not
// decide what else is built. Internal to the packet library.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace pkttest {

struct Crafted;

/// Notes every read on this thread while it lives. The innermost one notes.
class Reads {
 public:
    Reads() : outer_(active) { active = this; }
    ~Reads() { active = outer_; }
    Reads(const Reads&) = delete;
    Reads& operator=(const Reads&) = delete;

    static void note(const Crafted* layer, std::size_t field) {
        if (active != nullptr && !active->silent_) active->noted_.emplace_back(layer, field);
    }
    bool has(const Crafted* layer, std::size_t field) const {
        for (const auto& each : noted_)
            if (each == std::pair(layer, field)) return true;
        return false;
    }

    /// Reads that are the point of building, not a question: the value that is written where it stands.
    class Pause {
     public:
        Pause() : was_(active != nullptr && active->silent_) {
            if (active != nullptr) active->silent_ = true;
        }
        ~Pause() {
            if (active != nullptr) active->silent_ = was_;
        }
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

     private:
        bool was_;
    };

 private:
    static thread_local constinit Reads* active;
    Reads* outer_;
    bool silent_ = false;
    std::vector<std::pair<const Crafted*, std::size_t>> noted_;
};

}  // namespace pkttest
