import { demoCommand } from "./demo-command";

demoCommand(process.argv.slice(2), console.log).then((code) => {
  process.exitCode = code;
});
