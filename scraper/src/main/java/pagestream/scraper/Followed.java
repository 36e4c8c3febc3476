package pagestream.scraper;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;

/// What became of a page's links.
///
/// @param tasks that are in the queue
/// @param left links that are not followed, by what kept them from it
record Followed(List<FoundTask> tasks, Map<NotFollowed, List<Link>> left) {
  static final Followed NONE = new Followed(List.of(), Map.of());

  /// What the end of the page's task says of them.
  ///
  /// @param bad how many links lead to no address
  Leads leads(int bad) {
    Map<NotFollowed, Integer> counts = new EnumMap<>(NotFollowed.class);
    left.forEach((why, links) -> counts.put(why, links.size()));
    if (bad > 0) {
      counts.merge(NotFollowed.ADDRESS, bad, Integer::sum);
    }
    return new Leads(tasks, Map.copyOf(counts));
  }
}
