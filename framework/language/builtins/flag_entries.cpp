// MultiFlagsEntry: a flag's name and what it means, for MultiFlagsField.
#include "framework/language/builtin.h"

namespace pkttest::language {

extern const Builtin builtin_multi_flags_entry = {"MultiFlagsEntry",
                                                  {{{"short", Kind::text}, {"long", Kind::text}}},
                                                  Kind::list,
                                                  "A flag's name and what it means.",
                                                  [](Call& call) {
                                                      return Value::tuple({call[0], call[1]});
                                                  }};

}  // namespace pkttest::language
