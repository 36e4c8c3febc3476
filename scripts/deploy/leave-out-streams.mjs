// An osls plugin that leaves the streams out of a stack that is paused, and the outputs that name them.
const STREAM = 'AWS::Kinesis::Stream';

export default class LeaveOutStreams {
  constructor(serverless) {
    this.hooks = {
      initialize: () => {
        if (process.env.paused) leaveOut(serverless.service.resources);
      },
    };
  }
}

function leaveOut({ Resources, Outputs }) {
  const streams = Object.keys(Resources).filter((id) => Resources[id].Type === STREAM);
  const namesOne = ({ Value }) => streams.some((id) => JSON.stringify(Value).includes(`"${id}"`));
  for (const id of streams) delete Resources[id];
  for (const [name, output] of Object.entries(Outputs)) if (namesOne(output)) delete Outputs[name];
}
