package pagestream.aws;

import org.junit.jupiter.api.AutoClose;
import pagestream.pacing.Hosts;
import pagestream.pacing.HostsContract;

class HostTableContractIT extends HostsContract {
  @AutoClose private static final Tables TABLES = new Tables();

  @Override
  protected Hosts make() {
    return TABLES.make().hosts();
  }
}
